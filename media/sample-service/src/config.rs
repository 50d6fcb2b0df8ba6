use std::env;
use std::str::FromStr;
use std::time::Duration;

/// What the environment says.
pub struct Config {
    /// `PORT`; 0 lets the system choose one
    pub port: u16,
    /// `SLEEP_MS`: how long a widget is held, as a call to a database would hold it
    pub sleep: Duration,
    /// `CACHE_MB`: how much `POST /cache` keeps
    pub cache_bytes: usize,
}

impl Config {
    pub fn from_env() -> Result<Self, String> {
        let cache_mb: usize = number("CACHE_MB", 64)?;
        Ok(Self {
            port: number("PORT", 3000)?,
            sleep: Duration::from_millis(number("SLEEP_MS", 150)?),
            cache_bytes: cache_mb.saturating_mul(1_000_000),
        })
    }
}

fn number<T: FromStr>(name: &str, default: T) -> Result<T, String> {
    match env::var(name) {
        Ok(text) => text
            .parse()
            .map_err(|_| format!("{name}={text}: expected a whole number")),
        Err(_) => Ok(default),
    }
}

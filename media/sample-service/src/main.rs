//! The sample service of Stairstep: takes JSON widgets, and shows each shape that a memory profile can have.
//!
//! - `POST /widgets` holds a document while the request lasts. Nothing is kept, and yet with many allocators memory stays up.
//! - `POST /leak` keeps every document.
//! - `POST /cache` keeps the newest `CACHE_MB` megabytes of documents.
//! - `GET /health` answers `ok`.

mod config;
mod routes;

use std::error::Error;

use config::Config;
use tokio::net::TcpListener;

#[cfg(all(feature = "jemalloc", not(target_env = "msvc")))]
#[global_allocator]
static GLOBAL: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let config = Config::from_env()?;
    let listener = TcpListener::bind(("127.0.0.1", config.port)).await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, routes::router(&config))
        .with_graceful_shutdown(shutdown())
        .await?;
    Ok(())
}

/// Ends on SIGTERM or Ctrl-C.
async fn shutdown() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminate) = signal(SignalKind::terminate()) else {
            return interrupt.await;
        };
        tokio::select! {
            () = interrupt => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    interrupt.await;
}

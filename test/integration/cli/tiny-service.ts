/** A service of one file and no dependencies, so that it builds in a second. `MODE` says how it misbehaves. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const MANIFEST = `[package]
name = "tiny"
version = "0.1.0"
edition = "2021"

[features]
extra = []

[workspace]
`;

const SOURCE = `use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, process, thread, time::Duration};

extern "C" {
    fn signal(number: i32, handler: usize) -> usize;
}

static SERVED: AtomicUsize = AtomicUsize::new(0);

fn main() {
    match env::var("MODE").unwrap_or_default().as_str() {
        "exits" => {
            eprintln!("there is no settings.toml");
            process::exit(3);
        }
        "silent" => {
            println!("waiting for a database");
            thread::sleep(Duration::from_secs(600));
        }
        "lingers" => {
            // SIGTERM, ignored
            unsafe { signal(15, 1) };
            serve(String::new());
        }
        mode => serve(mode.to_string()),
    }
}

fn serve(mode: String) {
    let port: u16 = env::var("PORT").unwrap().parse().unwrap();
    for stream in TcpListener::bind(("127.0.0.1", port)).unwrap().incoming() {
        let mode = mode.clone();
        thread::spawn(move || answer(stream.unwrap(), &mode));
    }
}

fn answer(mut stream: TcpStream, mode: &str) {
    let mut request = [0; 8192];
    while matches!(stream.read(&mut request), Ok(n) if n > 0) {
        thread::sleep(Duration::from_millis(5));
        if mode == "trips" {
            panic!("no such table: orders");
        }
        if mode == "crashes" && SERVED.fetch_add(1, Ordering::SeqCst) > 20 {
            process::abort();
        }
        if mode == "panics" && SERVED.fetch_add(1, Ordering::SeqCst) == 20 {
            if let Err(panic) = thread::spawn(|| panic!("the pool is empty")).join() {
                drop(panic);
                process::exit(101);
            }
        }
        let status = if mode == "fails" { "500 Internal Server Error" } else { "200 OK" };
        if write!(stream, "HTTP/1.1 {status}\\r\\ncontent-length: 2\\r\\n\\r\\nok").is_err() {
            return;
        }
    }
}
`;

/** Writes the crate, with other files over its own. Gives its folder. */
export function tinyService(folder: string, files: Record<string, string | object> = {}): string {
  const all = { 'Cargo.toml': MANIFEST, 'src/main.rs': SOURCE, ...files };
  for (const [name, content] of Object.entries(all)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

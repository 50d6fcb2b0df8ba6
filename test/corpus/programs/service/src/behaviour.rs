//! What a request does to memory, by the behaviour's name, and what goes on beside the requests.
use crate::memory::{records, touched, Random};
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// What outlives a request.
pub struct Shared {
    pub requests: AtomicU64,
    /// bytes that the program knows to hold
    pub live: AtomicU64,
    scale: f64,
    used: AtomicBool,
    kept: Mutex<Vec<Vec<u8>>>,
    map: Mutex<HashMap<u64, Vec<u8>>>,
    order: Mutex<VecDeque<(Instant, u64)>>,
    pool: Mutex<Vec<(Instant, Vec<u8>)>>,
    queue: Mutex<VecDeque<Vec<u8>>>,
    names: Mutex<HashSet<String>>,
}

impl Shared {
    pub fn new(scale: f64) -> Self {
        Shared {
            requests: AtomicU64::new(0),
            live: AtomicU64::new(0),
            scale,
            used: AtomicBool::new(false),
            kept: Mutex::default(),
            map: Mutex::default(),
            order: Mutex::default(),
            pool: Mutex::default(),
            queue: Mutex::default(),
            names: Mutex::default(),
        }
    }

    fn bytes(&self, bytes: f64) -> Vec<u8> {
        touched(bytes * self.scale)
    }

    fn leak(&self, memory: Vec<u8>) {
        self.live.fetch_add(memory.len() as u64, Relaxed);
        self.kept.lock().unwrap().push(memory);
    }

    /// Keeps the newest up to so many bytes.
    fn cache(&self, key: u64, memory: Vec<u8>, bound: f64) {
        let mut map = self.map.lock().unwrap();
        let mut order = self.order.lock().unwrap();
        let mut held = self.live.load(Relaxed) + memory.len() as u64;
        map.insert(key, memory);
        order.push_back((Instant::now(), key));
        while held > (bound * self.scale) as u64 {
            let Some((_, oldest)) = order.pop_front() else {
                break;
            };
            held -= map.remove(&oldest).map_or(0, |memory| memory.len() as u64);
        }
        self.live.store(held, Relaxed);
    }

    /// Takes a buffer of the pool, or a new one.
    fn pooled(&self, bytes: f64, counted: bool) -> Vec<u8> {
        let free = self.pool.lock().unwrap().pop();
        free.map_or_else(
            || {
                let memory = self.bytes(bytes);
                if counted {
                    self.live.fetch_add(memory.len() as u64, Relaxed);
                }
                memory
            },
            |(_, memory)| memory,
        )
    }

    fn give_back(&self, memory: Vec<u8>) {
        self.pool.lock().unwrap().push((Instant::now(), memory));
    }
}

fn wait(ms: u64) {
    thread::sleep(Duration::from_millis(ms));
}

/// One request. `buffer` belongs to the connection and goes with it.
pub fn handle(name: &str, shared: &Shared, random: &mut Random, buffer: &mut Vec<u8>) {
    shared.requests.fetch_add(1, Relaxed);
    let id = random.next();
    match name {
        "flat" => {
            let _body = shared.bytes(2e3);
            wait(20);
        }
        "json" | "json-leak" | "json-cache" => {
            let body = shared.bytes(random.size(30e3, 2e6));
            let document = records(body.len() as f64 / 2.0, random);
            wait(15 + random.next() % 30);
            let answer = shared.bytes(body.len() as f64 / 3.0 + 1.0);
            wait(2);
            drop(document);
            drop(answer);
            if name == "json-leak" {
                shared.leak(shared.bytes(20e3));
            }
            if name == "json-cache" {
                shared.cache(id, shared.bytes(30e3), 40e6);
            }
        }
        "json-small" => {
            let document = records(random.size(5e3, 60e3) * shared.scale, random);
            wait(10);
            drop(document);
        }
        // long-lived small blocks between large ones that go: the textbook's fragmentation, with a bound
        "json-mixed" => {
            let body = shared.bytes(random.size(20e3, 120e3));
            let small = shared.bytes(600.0);
            shared
                .map
                .lock()
                .unwrap()
                .insert(random.next() % 4000, small);
            let document = records(body.len() as f64, random);
            wait(15);
            drop(document);
        }
        // its document is made and dropped by a thread of its own, as of a pool for blocking work
        "json-offload" => {
            let size = random.size(50e3, 3e6) * shared.scale;
            let mut own = Random::new(id, 0, 0);
            thread::spawn(move || drop(records(size, &mut own)))
                .join()
                .expect("records do not panic");
            wait(5);
        }
        // grows by appending, so that it is moved again and again
        "append" => {
            let whole = random.size(100e3, 6e6) * shared.scale;
            let mut text = String::new();
            while (text.len() as f64) < whole {
                text.push_str("a line of a report, as templates write them\n");
            }
            wait(25);
            drop(text);
        }
        "rows" => {
            let rows: Vec<Vec<u8>> = (0..200 + random.next() % 3000)
                .map(|_| shared.bytes(random.size(60.0, 9e3)))
                .collect();
            wait(20);
            drop(rows);
        }
        "mmap" => {
            let body = shared.bytes(f64::from(8u32 << 20 | 1 << 20));
            wait(50 + random.next() % 50);
            drop(body);
        }
        "rare-export" => {
            let export = if random.share() < 0.01 {
                shared.bytes(60e6)
            } else {
                shared.bytes(20e3)
            };
            wait(30);
            drop(export);
        }
        "trim" => {
            let body = shared.bytes(random.size(30e3, 1e6));
            let document = records(body.len() as f64 / 2.0, random);
            wait(20);
            drop(document);
        }
        "sort" => {
            let length = (random.size(2e4, 3e6) * shared.scale) as usize / 8;
            let mut numbers: Vec<u64> = (0..length).map(|_| random.next()).collect();
            numbers.sort_unstable();
            wait(30);
        }
        "leak1k" => leak_after(shared, 20e3, 1e3, 2),
        "leak5k" => leak_after(shared, 200e3, 5e3, 15),
        "leak50k" => leak_after(shared, 100e3, 50e3, 40),
        "leakvar" => {
            leak_after(shared, random.size(1e3, 1e6), random.size(1e3, 100e3), 25);
        }
        "leakrare" => {
            let _body = shared.bytes(random.size(10e3, 500e3));
            if random.share() < 0.05 {
                shared.leak(shared.bytes(300e3));
            }
            wait(15);
        }
        "leakfail" => {
            let _body = shared.bytes(300e3);
            if random.share() < 0.02 {
                shared.leak(shared.bytes(500e3));
            }
            wait(15);
        }
        // one growing list: what it holds doubles
        "leakvec" => {
            let mut kept = shared.kept.lock().unwrap();
            if kept.is_empty() {
                kept.push(vec![]);
            }
            kept[0].extend_from_slice(&[7u8; 8192]);
            shared.live.store(kept[0].len() as u64, Relaxed);
            drop(kept);
            wait(10);
        }
        "leakmap" => {
            let value = shared.bytes(3e3);
            shared.live.fetch_add(value.len() as u64, Relaxed);
            shared.map.lock().unwrap().insert(id, value);
            let _body = shared.bytes(50e3);
            wait(8);
        }
        // one half of the requests leave a session behind that nobody ends
        "leaksession" => {
            let document = records(random.size(5e3, 200e3) * shared.scale, random);
            if random.share() < 0.5 {
                shared.leak(shared.bytes(random.size(2e3, 12e3)));
            }
            wait(20);
            drop(document);
        }
        // names that are made up anew are interned with those that come again
        "intern" => {
            let fresh = random.share() < 0.3;
            let number = if fresh { id } else { random.next() % 2000 };
            let name = format!(
                "{number:020}{}",
                "n".repeat((400.0 * shared.scale) as usize)
            );
            let length = name.len() as u64;
            if shared.names.lock().unwrap().insert(name) {
                shared.live.fetch_add(length, Relaxed);
            }
            let _body = shared.bytes(30e3);
            wait(3);
        }
        "cache-slow" => {
            let _body = shared.bytes(50e3);
            shared.cache(id, shared.bytes(20e3), 60e6);
            wait(60);
        }
        "cache-fast" => {
            let _body = shared.bytes(50e3);
            shared.cache(id, shared.bytes(60e3), 50e6);
            wait(10);
        }
        "cache-keys" => {
            let _body = shared.bytes(50e3);
            let mut map = shared.map.lock().unwrap();
            map.entry(random.next() % 3000)
                .or_insert_with(|| shared.bytes(20e3));
            let held = map.len() as u64 * (20e3 * shared.scale) as u64;
            drop(map);
            shared.live.store(held, Relaxed);
            wait(20);
        }
        // sizes from bytes to megabytes: what a cache evicts leaves holes
        "cache-sizes" => {
            shared.cache(id, shared.bytes(random.size(500.0, 2e6)), 50e6);
            wait(40);
        }
        "ttl" => {
            let _body = shared.bytes(100e3);
            let value = shared.bytes(40e3);
            shared.live.fetch_add(value.len() as u64, Relaxed);
            shared.map.lock().unwrap().insert(id, value);
            shared.order.lock().unwrap().push_back((Instant::now(), id));
            wait(20);
        }
        "pool-timer" | "pool-forever" => {
            let memory = shared.pooled(3e6, name == "pool-forever");
            wait(40 + random.next() % 40);
            shared.give_back(memory);
        }
        "conn-buffers" => {
            let wanted = (random.size(100e3, 8e6) * shared.scale) as usize;
            if buffer.len() < wanted {
                *buffer = touched(wanted as f64);
            }
            wait(20 + random.next() % 60);
        }
        "lazy" => {
            if !shared.used.swap(true, Relaxed) {
                shared.leak(shared.bytes(120e6));
            }
            let _body = shared.bytes(30e3);
            wait(15);
        }
        "queue" => {
            let mut queue = shared.queue.lock().unwrap();
            if queue.len() < 20_000 {
                queue.push_back(shared.bytes(150e3));
            }
            drop(queue);
            wait(20);
        }
        _ => unreachable!("unknown behaviour {name}"),
    }
}

fn leak_after(shared: &Shared, body: f64, kept: f64, ms: u64) {
    let _body = shared.bytes(body);
    shared.leak(shared.bytes(kept));
    wait(ms);
}

/// `start`: what is loaded before the first request, and stays; `startfree`: what is needed for a moment only.
pub fn start_up(extra: &str, shared: &Shared) {
    if !extra.contains("start") {
        return;
    }
    wait(500);
    let mut parts = vec![];
    for _ in 0..40 {
        parts.push(shared.bytes(2.5e6));
        wait(40);
    }
    if extra.contains("startfree") {
        parts.truncate(1);
    }
    shared.kept.lock().unwrap().append(&mut parts);
}

/// What goes on beside the requests, five times a second: expiry, leaks by the clock, and what is asked of the allocator.
pub fn housekeeping(name: &str, extra: &str, shared: &Arc<Shared>) {
    if name == "queue" {
        consume(shared.clone());
    }
    let (name, extra, shared) = (name.to_owned(), extra.to_owned(), shared.clone());
    thread::spawn(move || {
        for turn in 1u64.. {
            wait(200);
            if extra.contains("clock") && turn % 5 == 0 {
                shared.leak(shared.bytes(400e3));
            }
            if name == "ttl" {
                expire(&shared, Duration::from_secs(8));
            }
            if name == "pool-timer" {
                let now = Instant::now();
                let mut pool = shared.pool.lock().unwrap();
                pool.retain(|(since, _)| now - *since < Duration::from_secs(3));
            }
            if (name == "trim" && turn % 20 == 0) || (extra.contains("trimrest") && turn % 5 == 0) {
                // SAFETY: glibc's malloc_trim may be called at any time
                unsafe { libc::malloc_trim(0) };
            }
        }
    });
}

fn expire(shared: &Shared, after: Duration) {
    let now = Instant::now();
    loop {
        let mut order = shared.order.lock().unwrap();
        let old = matches!(order.front(), Some((since, _)) if now - *since > after);
        let Some((_, key)) = (if old { order.pop_front() } else { None }) else {
            return;
        };
        drop(order);
        if let Some(value) = shared.map.lock().unwrap().remove(&key) {
            shared.live.fetch_sub(value.len() as u64, Relaxed);
        }
    }
}

/// Slower than the requests that fill the queue.
fn consume(shared: Arc<Shared>) {
    thread::spawn(move || loop {
        let next = shared.queue.lock().unwrap().pop_front();
        match next {
            Some(message) => {
                thread::sleep(Duration::from_micros(1200));
                drop(message);
            }
            None => wait(5),
        }
    });
}

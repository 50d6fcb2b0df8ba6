//! A service without a network: workers stand for connections, and each calls the behaviour's request again and again.
//!
//! `behaviours NAME[+EXTRA] CONNECTIONS[,CONNECTIONS...] BURST REST TAIL SEED SCALE`: seconds, a seed, and the factor by
//! which bodies are larger. A line is printed for each burst, and one for the end, each with the bytes that the program
//! itself knows to hold: `B from to connections requests live` and `L live`.
mod behaviour;
mod memory;

use behaviour::{handle, housekeeping, start_up, Shared};
use memory::Random;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, process, thread};

struct Plan {
    name: String,
    extra: String,
    connections: Vec<usize>,
    burst: f64,
    rest: f64,
    tail: f64,
    seed: u64,
    scale: f64,
}

fn plan() -> Option<Plan> {
    let words: Vec<String> = env::args().skip(1).collect();
    let [name, connections, burst, rest, tail, seed, scale] = words.as_slice() else {
        return None;
    };
    let (name, extra) = name.split_once('+').unwrap_or((name, ""));
    Some(Plan {
        name: name.into(),
        extra: extra.into(),
        connections: connections
            .split(',')
            .map(|n| n.parse().ok())
            .collect::<Option<_>>()?,
        burst: burst.parse().ok()?,
        rest: rest.parse().ok()?,
        tail: tail.parse().ok()?,
        seed: seed.parse().ok()?,
        scale: scale.parse().ok()?,
    })
}

fn main() {
    let Some(plan) = plan() else {
        eprintln!("usage: behaviours NAME[+EXTRA] CONNECTIONS,... BURST REST TAIL SEED SCALE");
        process::exit(2);
    };
    let shared = Arc::new(Shared::new(plan.scale));
    let start = Instant::now();
    start_up(&plan.extra, &shared);
    housekeeping(&plan.name, &plan.extra, &shared);
    thread::sleep(Duration::from_secs(3));
    for (number, &connections) in plan.connections.iter().enumerate() {
        let from = start.elapsed().as_secs_f64();
        burst(&plan, number, connections, &shared);
        println!(
            "B {from:.3} {:.3} {connections} {} {}",
            start.elapsed().as_secs_f64(),
            shared.requests.load(Relaxed),
            shared.live.load(Relaxed)
        );
        thread::sleep(Duration::from_secs_f64(plan.rest));
    }
    thread::sleep(Duration::from_secs_f64(plan.tail));
    println!("L {}", shared.live.load(Relaxed));
}

/// One worker a connection; each finishes the request that it is in.
fn burst(plan: &Plan, number: usize, connections: usize, shared: &Arc<Shared>) {
    let over = Arc::new(AtomicBool::new(false));
    let workers: Vec<_> = (0..connections)
        .map(|worker| {
            let (shared, over, name) = (shared.clone(), over.clone(), plan.name.clone());
            let mut random = Random::new(plan.seed, worker as u64, number as u64);
            thread::spawn(move || {
                let mut buffer = Vec::new();
                while !over.load(Relaxed) {
                    handle(&name, &shared, &mut random, &mut buffer);
                }
            })
        })
        .collect();
    thread::sleep(Duration::from_secs_f64(plan.burst));
    over.store(true, Relaxed);
    for worker in workers {
        worker.join().expect("no behaviour panics");
    }
}

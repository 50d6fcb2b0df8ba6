//! Random sizes, and memory that is truly used.
use std::collections::HashMap;

/// xorshift64 (Marsaglia 2003).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64, worker: u64, burst: u64) -> Self {
        let mut random = Random(
            seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ ((worker + 1) * 7919 + burst * 104_729) | 1,
        );
        for _ in 0..5 {
            random.next();
        }
        random
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// 0..1
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// log-uniform
    pub fn size(&mut self, from: f64, to: f64) -> f64 {
        from * (to / from).powf(self.share())
    }
}

/// Bytes, each page of which was written to.
pub fn touched(bytes: f64) -> Vec<u8> {
    let mut memory = vec![0u8; bytes as usize];
    for page in memory.iter_mut().step_by(4096) {
        *page = 1;
    }
    memory
}

/// A parsed document of about so many bytes: many small maps of strings.
pub fn records(bytes: f64, random: &mut Random) -> Vec<HashMap<String, String>> {
    let mut all = vec![];
    let mut size = 0;
    while (size as f64) < bytes {
        let mut record = HashMap::new();
        for key in 0..4 {
            let length = 10 + (random.next() % 120) as usize;
            record.insert(format!("key{key}"), "x".repeat(length));
            size += length + 60;
        }
        all.push(record);
    }
    all
}

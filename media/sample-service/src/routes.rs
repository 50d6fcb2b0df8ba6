use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::config::Config;

const BODY_LIMIT: usize = 64 * 1024 * 1024;

#[derive(Deserialize)]
struct Widget {
    payload: Value,
}

#[derive(Serialize)]
struct Created {
    id: u64,
    /// bytes of the payload as JSON
    size: usize,
}

struct Service {
    next_id: AtomicU64,
    sleep: Duration,
    leaked: Mutex<Vec<Value>>,
    cache: Mutex<Cache>,
}

/// The newest documents, up to a number of bytes.
struct Cache {
    documents: VecDeque<Vec<u8>>,
    bytes: usize,
    limit: usize,
}

impl Cache {
    fn put(&mut self, document: Vec<u8>) {
        self.bytes += document.len();
        self.documents.push_back(document);
        while self.bytes > self.limit {
            let Some(oldest) = self.documents.pop_front() else {
                break;
            };
            self.bytes -= oldest.len();
        }
    }
}

impl Service {
    fn created(&self, size: usize) -> (StatusCode, Json<Created>) {
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        (StatusCode::CREATED, Json(Created { id, size }))
    }
}

pub fn router(config: &Config) -> Router {
    let service = Arc::new(Service {
        next_id: AtomicU64::new(1),
        sleep: config.sleep,
        leaked: Mutex::default(),
        cache: Mutex::new(Cache {
            documents: VecDeque::new(),
            bytes: 0,
            limit: config.cache_bytes,
        }),
    });
    Router::new()
        .route("/health", get(|| async { "ok" }))
        .route("/widgets", post(widgets))
        .route("/leak", post(leak))
        .route("/cache", post(cache))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(service)
}

type Answer = Result<(StatusCode, Json<Created>), StatusCode>;

/// Parses, clones and serialises a document and waits, as a service that stores widgets would; all is freed in the end.
async fn widgets(State(service): State<Arc<Service>>, Json(widget): Json<Widget>) -> Answer {
    let copy = widget.payload.clone();
    let stored = serialise(&copy)?;
    tokio::time::sleep(service.sleep).await;
    Ok(service.created(stored.len()))
}

async fn leak(State(service): State<Arc<Service>>, Json(widget): Json<Widget>) -> Answer {
    let size = serialise(&widget.payload)?.len();
    let mut leaked = service
        .leaked
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    leaked.push(widget.payload);
    Ok(service.created(size))
}

async fn cache(State(service): State<Arc<Service>>, Json(widget): Json<Widget>) -> Answer {
    let stored = serialise(&widget.payload)?;
    let size = stored.len();
    let mut cache = service.cache.lock().unwrap_or_else(PoisonError::into_inner);
    cache.put(stored);
    Ok(service.created(size))
}

fn serialise(value: &Value) -> Result<Vec<u8>, StatusCode> {
    serde_json::to_vec(value).map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)
}

//! Matches a file of JSON lines with rsigma's library and prints the processor seconds of parsing and matching, and the
//! matches by rule: `sanad-peer-rsigma RULES EVENTS`.

use rsigma_eval::{Engine, JsonEvent};
use rsigma_parser::parse_sigma_directory;
use std::collections::BTreeMap;
use std::path::Path;

/// Processor seconds that this process has taken.
fn cpu() -> f64 {
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::uninit();
    let usage = unsafe {
        libc::getrusage(libc::RUSAGE_SELF, usage.as_mut_ptr());
        usage.assume_init()
    };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    seconds(usage.ru_utime) + seconds(usage.ru_stime)
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let start = cpu();
    let collection = parse_sigma_directory(Path::new(&arguments[1])).expect("rules");
    let mut engine = Engine::new();
    let refused = engine.add_rules(collection.rules.iter()).len();
    let load = cpu() - start;
    let text = std::fs::read_to_string(&arguments[2]).expect("events");
    let mut best = f64::INFINITY;
    let mut matches = BTreeMap::<String, u64>::new();
    for _ in 0..5 {
        matches.clear();
        let start = cpu();
        for line in text.lines() {
            let event: serde_json::Value = serde_json::from_str(line).expect("an event");
            for result in engine.evaluate(&JsonEvent::borrow(&event)) {
                *matches.entry(result.header.rule_id.unwrap_or_default()).or_default() += 1;
            }
        }
        best = best.min(cpu() - start);
    }
    println!(
        "{}",
        serde_json::json!({
            "seconds": best, "load": load, "rules": engine.rule_count(), "refused": refused, "matches": matches,
        })
    );
}

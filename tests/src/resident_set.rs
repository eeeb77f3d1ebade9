use std::fs;

/// Returns the resident set of a process in KiB, by its ID or `"self"`, from `/proc/PID/status`.
///
/// # Panics
/// If there is no such process, or no `/proc`, which only Linux has.
pub fn resident_set_kib(process: &str) -> u64 {
    let path = format!("/proc/{process}/status");
    let status = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let size = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.strip_suffix("kB"));
    let size = size.unwrap_or_else(|| panic!("no VmRSS in {path}:\n{status}"));
    size.trim().parse().expect("a number")
}

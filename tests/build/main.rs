//! A build script that takes its source and options as arguments: `SOURCE [--strict] [--out-dir FOLDER] [--stack NAME API…]`.

use std::env;

use websocket_api_build::Config;

fn main() -> websocket_api_build::Result {
    let mut arguments = env::args().skip(1);
    let mut config = Config::new(arguments.next().unwrap_or_default());
    while let Some(option) = arguments.next() {
        config = match &*option {
            "--strict" => config.strict(true),
            "--out-dir" => config.out_dir(arguments.next().unwrap_or_default()),
            _ => config.stack(arguments.next().unwrap_or_default(), arguments.by_ref()),
        };
    }
    for path in config.emit()? {
        println!("made {}", path.display());
    }
    Ok(())
}

fn main() {
    for name in std::env::args().skip(1) {
        let bytes = std::fs::read(&name).unwrap();
        match griffie::extract::extract(&bytes, &name) {
            Err(e) => println!("{name}: {e}"),
            Ok(text) => {
                let l = griffie::layout::normalise(&text);
                println!("=== {name} pages {:?} dropped {}", l.pages, l.dropped_lines);
                for b in l.blocks {
                    println!("{:?}\t{}\t{}", b.kind, b.place.lines.0, b.text);
                }
            }
        }
    }
}

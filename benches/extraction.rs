//! How fast are files of each format read, without the process that they are read in and without layout?
//!
//! `cargo bench --bench extraction`; the documents are those of tests/fixtures, a page or two each.

use std::fs;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use griffie::extract::read;

const DOCUMENTS: [&str; 7] =
    ["brief.pdf", "kolommen.pdf", "voorstel.docx", "notitie.odt", "besluitenlijst.html", "besluit.rtf", "bericht.eml"];

fn extraction(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats");
    let mut group = criterion.benchmark_group("extract");
    for name in DOCUMENTS {
        let bytes = fs::read(folder.join(name)).expect("a document of tests/fixtures");
        assert!(read(&bytes, name).is_ok(), "{name} can be read");
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| read(&bytes, name)));
    }
    group.finish();
}

criterion_group!(benches, extraction);
criterion_main!(benches);

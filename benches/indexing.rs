//! How many documents a second go from text to a finished generation?
//!
//! `one-thread` and `all-cores`: everything from reading the files to switching the generation, into an empty index.
//! `unchanged`: a run that finds nothing to do, which is what most nightly runs are. `read-only`: text to passages, without
//! the engine; what is left of `one-thread` then is analysis, engine and disk. `recognition`: of that the part that reads who
//! wrote what, when, about what; it has to stay under 15 % of `one-thread`.

mod common;

use std::path::Path;
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use griffie::document::{Given, OwnGroups, find_parts, recognise};
use griffie::extract::ExtractedText;
use griffie::index::IndexDirectory;
use griffie::layout::{Layout, normalise};
use griffie::pipeline::{Splitting, read_document};
use griffie::update::{Options, Updated, resolve_scopes, run};

const LETTERS: u64 = 300;

fn index(corpus: &Path, place: &Path, jobs: usize) -> Updated {
    let scopes = resolve_scopes(&[corpus], Some("brieven"), &[]).expect("the folder is there");
    let options = Options { jobs, ..Options::default() };
    run(&IndexDirectory::new(place), &scopes, &options, &|| "2025-01-01T00:00:00Z".to_owned(), &mut |_| {})
        .expect("an index can be written")
}

fn documents_a_second(c: &mut Criterion) {
    let corpus = tempfile::tempdir().expect("a folder");
    common::write_letters(corpus.path(), LETTERS);
    let new_place = || tempfile::tempdir().expect("a folder");
    let kept = new_place();
    let passages = index(corpus.path(), kept.path(), 1).report.passages;
    assert!(passages > LETTERS as usize, "{passages} passages of {LETTERS} letters");

    let mut group = c.benchmark_group("indexing");
    group.throughput(Throughput::Elements(LETTERS));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    for (name, jobs) in [("one-thread", 1), ("all-cores", cores)] {
        group.bench_function(name, |b| {
            let run = |place: tempfile::TempDir| {
                let report = index(corpus.path(), place.path(), jobs).report;
                assert_eq!((report.documents.added, report.passages), (LETTERS as usize, passages));
                // Given back, so that removing the folder is not measured.
                place
            };
            b.iter_batched(new_place, run, BatchSize::PerIteration);
        });
    }
    group.bench_function("unchanged", |b| {
        b.iter(|| {
            let updated = index(corpus.path(), kept.path(), 1);
            assert!(!updated.changed);
            assert_eq!(updated.report.documents.unchanged, LETTERS as usize);
        });
    });
    let texts = common::letters(LETTERS);
    group.bench_function("read-only", |b| {
        b.iter(|| {
            let read = |text: &String| {
                let extracted = ExtractedText::plain(text.clone());
                read_document(&extracted, None, &Given::default(), Splitting::Never).whole.passages.len()
            };
            assert_eq!(texts.iter().map(read).sum::<usize>(), passages);
        });
    });
    let layouts: Vec<_> = texts.iter().map(|text| normalise(&ExtractedText::plain(text.clone()))).collect();
    group.bench_function("recognition", |b| {
        b.iter(|| {
            let read = |layout: &Layout| {
                let metadata = recognise(layout, None, &OwnGroups::default());
                let kind = metadata.kind.as_ref().map(|kind| kind.value);
                (metadata, find_parts(layout, kind))
            };
            layouts.iter().map(read).filter(|(metadata, _)| metadata.kind.is_some()).count()
        });
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(5));
    targets = documents_a_second
}
criterion_main!(benches);

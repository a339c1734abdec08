//! How many words a second does the Dutch analysis read?
//!
//! `cold`: an analyzer that has seen nothing, as for one query or a small file. `warm`: one that knows the word forms of
//! the text, as in the middle of a large run. `stemmer`: each word form stemmed once, one of the steps that the cache saves;
//! folding and the split of compounds are the others.

mod common;

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use griffie::analysis::fold::fold;
use griffie::analysis::stem::DutchStemmer;
use griffie::analysis::{Analyzer, TokenRole};

const LETTERS: u64 = 40;

fn words_a_second(c: &mut Criterion) {
    let texts = common::letters(LETTERS);
    let words = common::count_words(&texts);
    let read = |analyzer: &Analyzer| -> usize {
        let stems = |text: &String| analyzer.tokens(text).iter().filter(|t| t.role == TokenRole::Stem).count();
        texts.iter().map(stems).sum()
    };
    let warm = Analyzer::default();
    let stems = read(&warm);
    // Every word gives a stem or two (hyphen compounds), but for signs that stand alone (`-`, `:`, `€`).
    assert!(stems > words * 9 / 10 && stems < words * 12 / 10, "{stems} stems of {words} words");

    let mut group = c.benchmark_group("analysis");
    group.throughput(Throughput::Elements(words as u64));
    group.bench_function("cold", |b| {
        b.iter_batched(Analyzer::default, |a| assert_eq!(read(&a), stems), BatchSize::LargeInput);
    });
    group.bench_function("warm", |b| b.iter(|| assert_eq!(read(&warm), stems)));

    let forms: BTreeSet<&str> = texts.iter().flat_map(|text| text.split_whitespace()).collect();
    let folded: Vec<String> = forms.into_iter().map(fold).filter(|form| !form.is_empty()).collect();
    let stemmer = DutchStemmer::default();
    group.throughput(Throughput::Elements(folded.len() as u64));
    group.bench_function("stemmer", |b| {
        b.iter(|| {
            for form in &folded {
                assert!(!stemmer.stem(black_box(form)).is_empty());
            }
        });
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(30).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(4));
    targets = words_a_second
}
criterion_main!(benches);

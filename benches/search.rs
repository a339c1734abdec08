//! How long does a typical query take, from what was typed to the ten results with their marked text?
//!
//! Over the passages of some hundred letters. Absolute times depend on the machine; what counts is how they change, and
//! that no kind of query stands apart from the others by a factor.

mod common;

use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use griffie::analysis::Analyzer;
use griffie::index::{IndexDirectory, Snapshot};
use griffie::query::synonym::Synonyms;
use griffie::query::{FilterArguments, Filters, parse, understand};
use griffie::rank::{By, Partial, Wanted, Weights, search};
use griffie::show::{Highlighter, fetch_hits};
use griffie::update::{Options, resolve_scopes, run};

const LETTERS: u64 = 900;
const PAGE: Wanted = Wanted { offset: 0, limit: 10, by: By::Passage, partial: Partial::Below };

/// Passages of the matching set, and the ids of the page.
fn answer(snapshot: &Snapshot, analyzer: &Analyzer, filters: &Filters, query: &str) -> (usize, Vec<String>) {
    let understood = understand(&parse(query), analyzer, Synonyms::builtin(), snapshot).expect("the index can be read");
    let expanded = understood.query;
    let ranking = search(snapshot, &expanded, filters, PAGE, &Weights::default()).expect("the index can be read");
    let hits = fetch_hits(snapshot, &ranking, 1, &Highlighter::new(&expanded), &Filters::default())
        .expect("the index can be read");
    assert_eq!(hits.len(), ranking.hits.len());
    assert!(hits.iter().any(|hit| !hit.highlights.is_empty()), "{query}: nothing marked");
    (ranking.total_passages, ranking.hits.into_iter().map(|hit| hit.id).collect())
}

/// The words of some letters one behind the other, as somebody pastes them.
fn pasted(corpus: &Path) -> String {
    let mut letters: Vec<PathBuf> = std::fs::read_dir(corpus)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .collect();
    letters.sort_unstable();
    let texts = letters.iter().take(20).map(|path| std::fs::read_to_string(path).expect("a letter"));
    let words: Vec<String> =
        texts.flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect();
    let page = words.join(" ");
    page[..page.floor_char_boundary(20_000)].to_owned()
}

fn latency(c: &mut Criterion) {
    let corpus = tempfile::tempdir().expect("a folder");
    let place = tempfile::tempdir().expect("a folder");
    common::write_letters(corpus.path(), LETTERS);
    let scopes = resolve_scopes(&[corpus.path()], Some("brieven"), &[]).expect("the folder is there");
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    let now = || "2025-01-01T00:00:00Z".to_owned();
    let directory = IndexDirectory::new(place.path());
    let built = run(&directory, &scopes, &Options { jobs, ..Options::default() }, &now, &mut |_| {}).expect("an index");
    let snapshot = built.snapshot;
    let passages = snapshot.passages().expect("the index can be read");
    assert!((3_000..12_000).contains(&passages), "some thousand passages, not {passages}");

    let none = FilterArguments::default();
    let hoorn = FilterArguments {
        municipalities: vec!["Hoorn".to_owned()],
        since: Some("2019".to_owned()),
        until: Some("2021-06".to_owned()),
        ..FilterArguments::default()
    };
    let analyzer = Analyzer::default();
    let mut group = c.benchmark_group("search");
    for (name, query, arguments) in [
        ("one-word", "schuldhulpverlening", &none),
        ("three-words", "overschotten bijstand statushouders", &none),
        ("hyphen-compound", "BUIG-overschot", &none),
        ("common-words", "de raad van de gemeente en het college", &none),
        ("question", "wat vindt de raad van de begroting voor re-integratietrajecten?", &none),
        ("filter", "zienswijze begroting", &hoorn),
    ] {
        let (filters, _) = Filters::look_up(arguments, &[]).expect("known names and dates");
        let expected = answer(&snapshot, &analyzer, &filters, query);
        assert!(expected.0 > 0, "{query} matches nothing");
        assert!(expected.0 < passages, "{query} matches everything");
        group.bench_function(name, |b| {
            b.iter(|| assert_eq!(answer(&snapshot, &analyzer, &filters, query), expected));
        });
    }
    group.finish();

    // The worst of what may be typed or pasted: what stands everywhere near itself, and more words than any passage holds.
    let page = pasted(corpus.path());
    let (filters, _) = Filters::look_up(&none, &[]).expect("no filters");
    let mut group = c.benchmark_group("hostile");
    for (name, query) in [
        ("patterns-near", "*en NEAR/100 *er NEAR/100 ge*"),
        ("phrases-near", "\"de de de\"~100 NEAR/100 \"van van van\"~100"),
        ("pasted-page", &page),
        ("glued-page", &page.replace(' ', "-")),
    ] {
        let expected = answer(&snapshot, &analyzer, &filters, query);
        assert!(expected.1.len() == PAGE.limit, "{name} finds little");
        group.bench_function(name, |b| {
            b.iter(|| assert_eq!(answer(&snapshot, &analyzer, &filters, query), expected));
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(30).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(4));
    targets = latency
}
criterion_main!(benches);

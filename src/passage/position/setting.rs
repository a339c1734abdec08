//! For whom does the paper speak, to whom, and whose are its decisions?

use super::Holder;
use super::roll::Roll;
use super::subject::listed;
use crate::document::{Body, Correspondent, DocumentKind, Known, Metadata, Outcome};
use crate::passage::Passage;

/// Who takes a position in a paper that does not say whose it is.
pub(super) const UNKNOWN: &str = "onbekend";

/// What a paper says of whoever takes positions in it.
#[derive(Debug)]
pub(super) struct Setting {
    pub kind: Option<DocumentKind>,
    /// Who is `wij`.
    pub writer: Option<Holder>,
    /// Who is `u`.
    pub reader: Option<Holder>,
    /// Whose the points are that it decides on.
    pub decider: Option<Holder>,
    /// The municipality of a body without a name.
    pub municipality: Option<String>,
    /// The arrangement of a board without a name.
    pub arrangement: Option<String>,
    /// The parties that table a motion or an amendment, where they are named.
    pub tabled: Option<Holder>,
    /// The audit office or other adviser whose report the paper brings.
    pub adviser: Option<Holder>,
    /// Whether what was tabled was taken back.
    is_withdrawn: bool,
}

/// Places in which the audit office is named in a paper that brings its report.
const AUDIT_PLACES: usize = 3;

impl Setting {
    pub fn of(metadata: &Metadata) -> Self {
        let kind = metadata.kind.as_ref().map(|kind| kind.value);
        let named = metadata.municipalities.first().or_else(|| only(&metadata.mentioned_municipalities));
        let municipality = named.map(|known| known.value.name.clone());
        let arrangement = metadata.arrangements.first().map(|known| known.value.clone());
        let names = Names { municipality: municipality.as_deref(), arrangement: arrangement.as_deref() };
        let party = |known: &Option<Known<Correspondent>>| known.as_ref().map(|known| names.holder(&known.value));
        // A letter that does not say whose it is is that of whom it is about; what is nobody's is told as such.
        let is_about = !metadata.municipalities.is_empty() || arrangement.is_some();
        let is_sent = match kind {
            Some(DocumentKind::Ordinance) => false,
            Some(DocumentKind::Other) => is_about,
            _ => true,
        };
        let about = || match (arrangement.as_deref(), municipality.as_deref()) {
            (Some(of), None) => Holder { name: of.to_owned(), body: None, of: Some(of.to_owned()) },
            (_, Some(of)) => Holder { name: format!("gemeente {of}"), body: None, of: Some(of.to_owned()) },
            (None, None) => Holder { name: UNKNOWN.to_owned(), body: None, of: None },
        };
        let issuer = party(&metadata.issuer).or_else(|| is_sent.then(about));
        let reader = party(&metadata.addressee).map(of_members);
        let council = municipality.as_deref().map(council);
        let is_municipal =
            issuer.as_ref().is_some_and(|issuer| matches!(issuer.body, Some(Body::Executive | Body::Council)));
        let writer = match kind {
            // The executive sends what the council thinks.
            Some(DocumentKind::Opinion) if is_municipal => council.clone().or_else(|| issuer.clone()),
            // An alderman writes for the executive.
            _ => issuer.clone().map(of_members),
        };
        let decider = match kind {
            Some(DocumentKind::Decision | DocumentKind::Minutes | DocumentKind::Ordinance | DocumentKind::Agenda) => {
                metadata.issuer.as_ref().and(writer.clone()).or(council).or_else(|| writer.clone())
            }
            Some(DocumentKind::Motion) if metadata.issuer.is_none() => Some(tabling(municipality.as_deref())),
            _ => writer.clone().or(council),
        };
        let is_withdrawn = metadata.outcome.as_ref().is_some_and(|outcome| outcome.value == Outcome::Withdrawn);
        let (tabled, adviser) = (None, None);
        Self { kind, writer, reader, decider, municipality, arrangement, tabled, adviser, is_withdrawn }
    }

    /// What the paper itself tells of whose its views are.
    pub fn read_paper<'p>(&mut self, roll: &Roll, passages: impl Iterator<Item = &'p Passage> + Clone) {
        if let Some(kind @ (DocumentKind::Motion | DocumentKind::Amendment)) = self.kind {
            let texts = passages.clone().flat_map(|passage| [&passage.margin, &passage.text]);
            let parties = texts.map(|text| roll.tabling(text)).find(|parties| !parties.is_empty());
            self.tabled = parties.map(|parties| fractions(&parties, self.municipality.clone()));
            // A motion is the council's unless it was taken back; an amendment as tabled is its parties'.
            if self.tabled.is_some() && (kind == DocumentKind::Amendment || self.is_withdrawn) {
                self.writer.clone_from(&self.tabled);
                self.decider.clone_from(&self.tabled);
            }
        }
        self.read_letterhead(passages.clone());
        let places: usize = passages.map(|passage| passage.text.matches("ekenkamer").count()).sum();
        if places >= AUDIT_PLACES {
            let name =
                self.municipality.as_deref().map_or_else(|| "rekenkamer".to_owned(), |of| format!("rekenkamer {of}"));
            self.adviser = Some(Holder { name, body: None, of: self.municipality.clone() });
        }
    }
}

/// The only one of a list.
fn only<T>(list: &[T]) -> Option<&T> {
    match list {
        [only] => Some(only),
        _ => None,
    }
}

impl Setting {
    /// Whether a party of a council writes or speaks.
    pub fn is_party(&self) -> bool {
        self.writer.as_ref().is_some_and(|writer| writer.name.starts_with("fractie "))
    }

    /// Whether an arrangement writes.
    pub fn is_of_arrangement(&self) -> bool {
        let of = self.writer.as_ref().and_then(|writer| writer.of.as_ref());
        of.is_some() && of == self.arrangement.as_ref()
    }
}

/// Those who table a motion that names no party (indieners).
fn tabling(municipality: Option<&str>) -> Holder {
    let name = municipality.map_or_else(|| "indieners motie".to_owned(), |of| format!("indieners motie ({of})"));
    Holder { name, body: None, of: municipality.map(str::to_owned) }
}

/// The council of a municipality.
pub(super) fn council(municipality: &str) -> Holder {
    Holder {
        name: format!("gemeenteraad {municipality}"),
        body: Some(Body::Council),
        of: Some(municipality.to_owned()),
    }
}

/// A party of the council of a municipality, which is not said twice: `fractie Helder Hoorn`.
pub(super) fn fraction(party: &str, of: Option<String>) -> Holder {
    let name = match of.as_deref() {
        // `Hoorn Vooruit`, `Helder Hoorn`
        Some(of) if !party.split(' ').any(|word| word == of) => format!("fractie {party} {of}"),
        _ => format!("fractie {party}"),
    };
    Holder { name, body: None, of }
}

/// One party of a council or several.
fn fractions(parties: &[String], of: Option<String>) -> Holder {
    match parties {
        [only] => fraction(only, of),
        _ => {
            let name = format!("fracties {}", listed(parties));
            let is_told = of.as_deref().is_none_or(|of| ends_with_word(&name, of));
            let name = if is_told { name } else { format!("{name} {}", of.as_deref().unwrap_or_default()) };
            Holder { name, body: None, of }
        }
    }
}

/// Whether a name ends in another, as a word of its own.
pub(super) fn ends_with_word(name: &str, end: &str) -> bool {
    name.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with(' '))
}

/// The executive of a municipality.
pub(super) fn executive(municipality: &str) -> Holder {
    Holder {
        name: format!("college van {municipality}"),
        body: Some(Body::Executive),
        of: Some(municipality.to_owned()),
    }
}

/// An alderman who writes or is written to stands for the executive.
fn of_members(holder: Holder) -> Holder {
    match &holder.of {
        Some(of) if holder.name.starts_with("wethouder") => executive(of),
        _ => holder,
    }
}

struct Names<'a> {
    municipality: Option<&'a str>,
    arrangement: Option<&'a str>,
}

impl Names<'_> {
    /// A correspondent in the words of positions: `college van Hoorn`, `gemeenteraad Hoorn`.
    fn holder(&self, party: &Correspondent) -> Holder {
        let shorter = [
            ("college van burgemeester en wethouders", "college"),
            ("colleges van burgemeester en wethouders", "colleges"),
            ("burgemeester en wethouders", "college"),
            ("gemeenteraad van ", "gemeenteraad "),
            ("gemeenteraden van de ", "gemeenteraden "),
            ("wethouder van ", "wethouder "),
        ];
        let name = shorter.iter().find_map(|(long, short)| Some(format!("{short}{}", party.name.strip_prefix(long)?)));
        let name = name.unwrap_or_else(|| party.name.clone());
        let is_of = |of: &&str| name.ends_with(of);
        let of = self.municipality.filter(is_of).or_else(|| self.arrangement.filter(is_of)).map(str::to_owned);
        // A body that the paper names without a name is that of whom it is from or addressed to.
        match (&*name, self.municipality) {
            ("gemeenteraad", Some(of)) => council(of),
            ("college", Some(of)) => executive(of),
            _ => Holder { name, body: party.body, of },
        }
    }
}

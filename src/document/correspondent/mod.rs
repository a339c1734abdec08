//! Who writes a paper, and to whom?
//!
//! A description such as `dagelijks bestuur WerkSaam Westfriesland`, with the body where it is one. It is made of what the
//! paper says in its place: signature, letterhead, address, the form of a proposal or decision ([`issuer`], [`addressee`]).
//! Where only the body is named, its municipality or arrangement is that of the paper; where nothing is said, the paper has no
//! issuer.

mod addressee;
mod issuer;
mod party;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

pub(super) use addressee::recognise as recognise_addressee;
pub(super) use issuer::recognise as recognise_issuer;

use super::body::Body;
use super::names::{Found, Named, find_names};
use super::{DocumentKind, Known, MunicipalityName, arrangement, group, municipality, pattern};

/// Who writes or is written to (afzender, geadresseerde).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correspondent {
    /// Body and name, as people say it.
    pub name: String,
    /// The body, where it is one.
    pub body: Option<Body>,
}

/// What is known of a paper when its issuer and addressee are asked for.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub kind: Option<DocumentKind>,
    /// Municipalities that it is from or addressed to, first the one it is from.
    pub municipalities: &'a [Known<MunicipalityName>],
    pub arrangements: &'a [Known<String>],
}

impl Setting<'_> {
    /// The municipality that a body without a name belongs to.
    fn own_municipality(&self) -> Option<&str> {
        self.municipalities.first().map(|m| m.value.name.as_str())
    }

    fn own_arrangement(&self) -> Option<&str> {
        self.arrangements.first().map(|a| a.value.as_str())
    }
}

/// A body, or an office that speaks for one, as a text names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Office {
    Executive,
    /// A member of the executive.
    Alderman,
    Council,
    GeneralBoard,
    ExecutiveBoard,
    /// Some board of an arrangement or foundation.
    Board,
    Committee,
    Audit,
    /// A council of clients, inhabitants or staff that advises (cliëntenraad, participatieraad, ondernemingsraad).
    Advisory,
    /// Gedeputeerde staten, provinciale staten; the name of the province is part of the words.
    Province,
    /// A minister or ministry; what it is of is part of the words.
    Minister,
    Party,
}

impl Office {
    fn body(self) -> Option<Body> {
        match self {
            Self::Executive | Self::Alderman => Some(Body::Executive),
            Self::Council => Some(Body::Council),
            Self::GeneralBoard => Some(Body::GeneralBoard),
            Self::ExecutiveBoard => Some(Body::ExecutiveBoard),
            Self::Committee => Some(Body::Committee),
            Self::Board | Self::Audit | Self::Advisory | Self::Province | Self::Minister | Self::Party => None,
        }
    }

    /// Whether it is of a municipality rather than of an arrangement.
    fn is_municipal(self) -> bool {
        !matches!(self, Self::GeneralBoard | Self::ExecutiveBoard | Self::Board | Self::Province | Self::Minister)
    }
}

/// A place where a body is named.
#[derive(Debug, Clone)]
struct Mention {
    office: Office,
    /// Half-open byte range of the body and the name behind it.
    bytes: Range<usize>,
    /// The words for the body.
    words: String,
    /// The municipality or arrangement named behind it, by the name in use.
    name: Option<String>,
}

static OFFICES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        // Behind an é stands no border of a word that our patterns know.
        r"(?i)\b(?:(?P<comite>audit ?comit[eé]e?)|(?:",
        r"(?P<province>(?:college(?: van)? )?(?:gedeputeerde|provinciale) staten(?: van (?:de provincie )?(?-i:\p{Lu}[\p{L}-]+))?|provincie(?-i: \p{Lu}[\p{L}-]+))",
        r"|(?P<minister>(?:minister|staatssecretaris)(?: van| voor)?(?-i: \p{Lu}[\p{L}’'-]+(?:(?:, | en |,? en )\p{Lu}[\p{L}-]+)*)|ministerie van(?-i: \p{Lu}[\p{L}-]+(?:(?:, | en )\p{Lu}[\p{L}-]+)*))",
        r"|(?P<advisory>(?:cli[eë]nten|participatie|advies|ondernemings|wmo[ -]?|jongeren|ouderen|senioren|minima|gehandicapten|inwoners|burger)(?:advies)?raad(?-i: (?:Wmo|WMO|Jeugd|Jeugdhulp|Soci[aë]+le?|Domein|Participatiewet|Participatie|Maatschappelijke|Ondersteuning|Werk|Inkomen|Zorg|en|&|W&I)\b)*)",
        r"|(?P<audit>rekenkamer(?:commissie)?|auditcommissie)",
        r"|(?P<committee>(?:raads|advies|werkgevers|vertrouwens|agenda|bestuurs)?commissie(?: bezwaarschriften)?(?-i: \p{Lu}\p{L}+(?:(?:,? | en )\p{Lu}\p{L}+)*)?|stuurgroep(?-i: \p{Lu}\p{L}+)*|presidium)",
        r"|(?P<general>algemeen bestuur)",
        r"|(?P<executive_board>dagelijks bestuur)",
        r"|(?P<executive>colleges?(?: van)?(?: (?:burgemeester en wethouders|b ?& ?w|b en w))?|burgemeester en wethouders|b ?& ?w)",
        r"|(?P<alderman>wethouder(?:s)?)",
        r"|(?P<council>(?:gemeente)?raads?leden|leden van de (?:gemeente)?raad|(?:gemeente)?raad|(?:gemeente)?raden)",
        r"|(?P<party>fracties?(?-i: [A-Z0-9][\p{L}0-9/+-]*)?)",
        r"|(?P<board>bestuur|bestuursleden|directie|directeur(?:-bestuurder)?)",
        r")\b)"
    ))
});

/// What may stand between a body and its name.
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*(?:\((?:db|ab)\)\s*)?(?:van|der)?\s*(?:de|het)?\s*(?:openbaar lichaam|gemeenschappelijke regeling|gr|bedrijfsvoeringsorganisatie|werkorganisatie|stichting|deelnemende|participatiebedrijf|(?:gemeente)?raad van)?\s*(?:de)?\s*(?:gemeenten?)?\s*['’‘“,]?\s*$",
    )
});

/// Bytes behind a body in which its name begins.
const NAME_REACH: usize = 60;

/// The bodies that a text names, in order.
fn mentions(text: &str) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut names: Option<Vec<Found>> = None;
    for captures in OFFICES.captures_iter(text) {
        let Some(whole) = captures.get(0) else { continue };
        let office = [
            ("province", Office::Province),
            ("minister", Office::Minister),
            ("advisory", Office::Advisory),
            ("audit", Office::Audit),
            ("comite", Office::Audit),
            ("committee", Office::Committee),
            ("general", Office::GeneralBoard),
            ("executive_board", Office::ExecutiveBoard),
            ("executive", Office::Executive),
            ("alderman", Office::Alderman),
            ("council", Office::Council),
            ("party", Office::Party),
            ("board", Office::Board),
        ]
        .into_iter()
        .find(|(group, _)| captures.name(group).is_some())
        .map(|(_, office)| office);
        let Some(office) = office else { continue };
        let names = names.get_or_insert_with(|| find_names(text));
        let behind = names.iter().find(|name| {
            name.bytes.start >= whole.end()
                && name.bytes.start - whole.end() <= NAME_REACH
                && text.get(whole.end()..name.bytes.start).is_some_and(|gap| BETWEEN.is_match(gap))
        });
        let end = behind.map_or(whole.end(), |name| name.bytes.end);
        // "college van burgemeester en wethouders" is one body.
        let words = whole.as_str().trim();
        // "De werkgeverscommissie De voorzitter": another line that ran on.
        let words = words.strip_suffix(" De").or_else(|| words.strip_suffix(" Het")).unwrap_or(words).to_owned();
        found.push(Mention {
            office,
            bytes: whole.start()..end,
            words,
            name: behind.and_then(|n| name_of(n.meanings)),
        });
    }
    found
}

/// The name in use of what a name stands for; `None` where several bear it.
fn name_of(meanings: &[Named]) -> Option<String> {
    let mut names = meanings.iter().map(|meaning| match meaning {
        Named::Municipality(at) => municipality::all().get(*at).map(|m| m.name),
        Named::Arrangement(at) => arrangement::all().get(*at).map(|a| a.name),
        Named::Group(at) => group::all().get(*at).map(|g| g.name),
    });
    let first = names.next().flatten()?;
    names.next().is_none().then(|| first.to_owned())
}

/// A body in the words of the interface: `gemeenteraad van Hoorn`, `dagelijks bestuur WerkSaam Westfriesland`.
///
/// `None` where a body of which there are many has no name.
fn described(office: Office, words: &str, name: Option<&str>) -> Option<Correspondent> {
    let body = office.body();
    let lower = words.to_lowercase();
    let name = match (office, name) {
        (Office::Executive, Some(name)) => format!("college van burgemeester en wethouders van {name}"),
        (Office::Executive, None) => "college van burgemeester en wethouders".to_owned(),
        (Office::Alderman, Some(name)) => format!("wethouder van {name}"),
        (Office::Council, Some(name)) => format!("gemeenteraad van {name}"),
        (Office::Council, None) => "gemeenteraad".to_owned(),
        (Office::GeneralBoard, Some(name)) => format!("algemeen bestuur {name}"),
        (Office::ExecutiveBoard, Some(name)) => format!("dagelijks bestuur {name}"),
        (Office::Board, Some(name)) if lower.starts_with("direct") => format!("{lower} {name}"),
        (Office::Board, Some(name)) => format!("bestuur {name}"),
        (Office::GeneralBoard, None) => "algemeen bestuur".to_owned(),
        (Office::ExecutiveBoard, None) => "dagelijks bestuur".to_owned(),
        (Office::Province | Office::Minister, _) => words.to_owned(),
        (Office::Committee | Office::Audit | Office::Advisory, Some(name)) => format!("{words} {name}"),
        (Office::Committee | Office::Audit | Office::Advisory, None) => words.to_owned(),
        (Office::Party, Some(name)) => format!("{words} {name}"),
        (Office::Party, None) if words.contains(' ') => words.to_owned(),
        (Office::Alderman | Office::Board | Office::Party, None) => return None,
    };
    Some(Correspondent { name, body })
}

/// A body with the name that it has, or that its paper has.
fn completed(mention: &Mention, setting: Setting<'_>) -> Option<Correspondent> {
    // A works council is that of whoever employs.
    let of_staff = mention.office == Office::Advisory && mention.words.to_lowercase().starts_with("ondernemings");
    let municipal = mention.office.is_municipal() && !of_staff;
    let own = || if municipal { setting.own_municipality() } else { setting.own_arrangement() };
    described(mention.office, &mention.words, mention.name.as_deref().or_else(own))
}

#[cfg(test)]
mod tests;

//! Which analysis made an index? Text analysed one way and queries analysed another do not meet.

use std::fmt;

use sha2::{Digest, Sha256};

use super::{Analyzer, compound, stem};

/// Words and spellings on which a change of the chain shows: one for each thing that the steps do, and the endings of
/// Dutch. A change that none of them shows needs another line here.
const PROBE: &str = "BUIG-overschot BUIGoverschotten re-integratie reïntegreren werk- en inkomenstaken beleid.De Onderwerp:Plan \
    m.b.t. vng.nl 7:2 OR-en Wsw-ers Wsw'ers scenario’s cao's € 550.000 1.200,00 1,5 2014-2017 18uit02286 RB2020079 DB/MH/DG \
    cliënten financiële financieel individuele coördinatie Ĳmond ijmond één überhaupt _nadruk_ uit\u{ad}voering 's-Hertogenbosch \
    gemeente gemeenten mening begeleiding beleid wet weten huis huizen stad steden lid leden kind kinderen brief brieven \
    bedrijf bedrijven regeling regelingen besluiten verordening voorzieningen mogelijkheden mogelijkheid zienswijze zienswijzen \
    werkend gewerkt werkte werkster lopende gelopen maatregelen bijdragen uitkeringsgerechtigden loonkostensubsidies \
    participatiebedrijf overheid vrijheden schulden mensen pilots categorieën visies colleges \
    b e s l u i t jan.jansen@vng.nl https://www.vng.nl/a 12-08-2021 20210812 mw. 12-08-2021.Betreft 12 augustus 2021 1,5 mln 088 909 7198 Z.21.003 2021/0456 AB/DB B&W \
    B en W (meerjaren)begroting opgave(n) echtgeno(o)t(e) 50+'ers scenario´s covid19 2021Begroting e.d.De bijlage_2 BUIG–overschot \
    verlening verleent verleend bijgedragen vastgesteld kwijtgescholden gerealiseerd weerspiegelt opgerekt weet bestaand \
    art. 7 art10c art7:2 nr. 12 jl. eerste 2de fotos chaos Wmo2015 2021begroting D66 IJssel tekst-7:2 7:2-procedure § 4.2 paragraaf 3 10% 2.5 procent \
    aug. '21 12 aug. '21 augustus 2021 2021-08 eerste kwartaal kwartaal 2 in '19 BenW j.jansen 35.000scholing B.en W. P en C-cyclus Z & W zzper \
    hoogste zwaarder belangrijker eenzaamheid natuurlijke sociale zaken zakken kaartjes ideeën criteria woning kosten";

/// Identifies the analysis chain: computed from what it does, so that nobody can forget to change it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnalysisVersion(String);

impl AnalysisVersion {
    /// The version of the chain in this program.
    pub fn current() -> Self {
        let mut hash = Sha256::new();
        for token in Analyzer::default().tokens(PROBE) {
            hash.update(format!("{} {} {:?}\n", token.position, token.term, token.role));
        }
        for list in compound::fingerprint().into_iter().chain(stem::fingerprint()) {
            hash.update(list);
        }
        Self(hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect())
    }

    /// As stored in an index.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for AnalysisVersion {
    fn from(stored: String) -> Self {
        Self(stored)
    }
}

impl fmt::Display for AnalysisVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_same_for_the_same_chain() {
        assert_eq!(AnalysisVersion::current(), AnalysisVersion::current());
        assert_eq!(AnalysisVersion::current().as_str().len(), 8);
    }
}

//! What is one word, and how does it hang on the others?

use crate::names::names;
use crate::span::{Clean, Span};

/// A word, number or punctuation mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Token {
    /// Where it stands; "don't" is two tokens, `do` and `n't`.
    pub span: Span<Clean>,
    /// Part of speech.
    pub tag: Tag,
    /// Index of the head in the sentence; `None` for the root.
    pub head: Option<u16>,
    /// Relation to the head.
    pub relation: Relation,
}

names! {
    /// Penn Treebank part-of-speech tags, as UD English prints them in XPOS.
    pub enum Tag {
        /// Coordinating conjunction.
        Cc = "CC",
        /// Cardinal number.
        Cd = "CD",
        /// Determiner.
        Dt = "DT",
        /// Existential there.
        Ex = "EX",
        /// Foreign word.
        Fw = "FW",
        /// Preposition or subordinating conjunction.
        In = "IN",
        /// Adjective.
        Jj = "JJ",
        /// Comparative adjective.
        Jjr = "JJR",
        /// Superlative adjective.
        Jjs = "JJS",
        /// List item marker.
        Ls = "LS",
        /// Modal.
        Md = "MD",
        /// Singular noun.
        Nn = "NN",
        /// Plural noun.
        Nns = "NNS",
        /// Singular proper noun.
        Nnp = "NNP",
        /// Plural proper noun.
        Nnps = "NNPS",
        /// Predeterminer.
        Pdt = "PDT",
        /// Possessive ending.
        Pos = "POS",
        /// Personal pronoun.
        Prp = "PRP",
        /// Possessive pronoun.
        PrpPoss = "PRP$",
        /// Adverb.
        Rb = "RB",
        /// Comparative adverb.
        Rbr = "RBR",
        /// Superlative adverb.
        Rbs = "RBS",
        /// Particle.
        Rp = "RP",
        /// Symbol.
        Sym = "SYM",
        /// to.
        To = "TO",
        /// Interjection.
        Uh = "UH",
        /// Verb, base form.
        Vb = "VB",
        /// Verb, past tense.
        Vbd = "VBD",
        /// Verb, gerund or present participle.
        Vbg = "VBG",
        /// Verb, past participle.
        Vbn = "VBN",
        /// Verb, present, not third person singular.
        Vbp = "VBP",
        /// Verb, present, third person singular.
        Vbz = "VBZ",
        /// Wh-determiner.
        Wdt = "WDT",
        /// Wh-pronoun.
        Wp = "WP",
        /// Possessive wh-pronoun.
        WpPoss = "WP$",
        /// Wh-adverb.
        Wrb = "WRB",
        /// Hyphen, also HYPH.
        Hyph = "HYPH",
        /// Superfluous punctuation.
        Nfp = "NFP",
        /// Affix.
        Afx = "AFX",
        /// Address (URL, email).
        Add = "ADD",
        /// Goes with.
        Gw = "GW",
        /// Unknown word.
        Xx = "XX",
        /// Comma.
        Comma = ",",
        /// End of sentence.
        Period = ".",
        /// Colon, dash, ellipsis.
        Colon = ":",
        /// Opening quotation mark.
        OpenQuote = "``",
        /// Closing quotation mark.
        CloseQuote = "''",
        /// Opening bracket.
        OpenBracket = "-LRB-",
        /// Closing bracket.
        CloseBracket = "-RRB-",
        /// Currency sign.
        Dollar = "$",
    }
}

impl Tag {
    /// Any verb form, modals excluded.
    pub fn is_verb(self) -> bool {
        matches!(self, Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz)
    }

    /// A common or proper noun.
    pub fn is_noun(self) -> bool {
        matches!(self, Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps)
    }

    /// A proper noun.
    pub fn is_proper(self) -> bool {
        matches!(self, Tag::Nnp | Tag::Nnps)
    }

    /// Punctuation of any sort.
    pub fn is_punctuation(self) -> bool {
        matches!(
            self,
            Tag::Comma
                | Tag::Period
                | Tag::Colon
                | Tag::OpenQuote
                | Tag::CloseQuote
                | Tag::OpenBracket
                | Tag::CloseBracket
                | Tag::Hyph
                | Tag::Nfp
        )
    }
}

names! {
    /// Universal Dependencies v2 relations; subtypes only where attribution rests on them, others fold into their type.
    pub enum Relation {
        /// Root of the sentence.
        Root = "root",
        /// Nominal subject.
        Nsubj = "nsubj",
        /// Subject of a passive.
        NsubjPass = "nsubj:pass",
        /// Object.
        Obj = "obj",
        /// Indirect object.
        Iobj = "iobj",
        /// Clausal subject.
        Csubj = "csubj",
        /// Clausal complement.
        Ccomp = "ccomp",
        /// Open clausal complement.
        Xcomp = "xcomp",
        /// Oblique nominal.
        Obl = "obl",
        /// Agent of a passive.
        OblAgent = "obl:agent",
        /// Bare oblique, mostly of time ("said Tuesday"); `obl:tmod` or `obl:unmarked` in the treebanks.
        OblUnmarked = "obl:unmarked",
        /// Vocative.
        Vocative = "vocative",
        /// Expletive.
        Expl = "expl",
        /// Dislocated.
        Dislocated = "dislocated",
        /// Adverbial clause.
        Advcl = "advcl",
        /// Adverbial modifier.
        Advmod = "advmod",
        /// Discourse element.
        Discourse = "discourse",
        /// Auxiliary.
        Aux = "aux",
        /// Auxiliary of a passive.
        AuxPass = "aux:pass",
        /// Copula.
        Cop = "cop",
        /// Marker ("that", "if", "to").
        Mark = "mark",
        /// Nominal modifier.
        Nmod = "nmod",
        /// Possessive modifier.
        NmodPoss = "nmod:poss",
        /// Apposition.
        Appos = "appos",
        /// Numeric modifier.
        Nummod = "nummod",
        /// Clause that modifies a noun.
        Acl = "acl",
        /// Relative clause.
        AclRelcl = "acl:relcl",
        /// Adjectival modifier.
        Amod = "amod",
        /// Determiner.
        Det = "det",
        /// Case marker (preposition, 's).
        Case = "case",
        /// Conjunct.
        Conj = "conj",
        /// Coordinating conjunction.
        Cc = "cc",
        /// Fixed expression.
        Fixed = "fixed",
        /// Flat name.
        Flat = "flat",
        /// List.
        List = "list",
        /// Parataxis.
        Parataxis = "parataxis",
        /// Compound.
        Compound = "compound",
        /// Particle of a verb.
        CompoundPrt = "compound:prt",
        /// Orphan.
        Orphan = "orphan",
        /// Goes with.
        Goeswith = "goeswith",
        /// Reparandum.
        Reparandum = "reparandum",
        /// Punctuation.
        Punct = "punct",
        /// Unspecified.
        Dep = "dep",
    }
}

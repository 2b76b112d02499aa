//! What does an element's name mean for reading?
//!
//! Names that matter, and what the standard says of them: which are empty, which hold no markup, which begin a block.

macro_rules! tags {
    ($($name:ident = $printed:literal),+ $(,)?) => {
        /// The name of an element; `Other` for any that reading has no rule for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Tag { $($name,)+ Other }

        impl Tag {
            /// How many there are.
            pub(super) const COUNT: usize = Tag::Other as usize + 1;

            /// The name in lower case; empty for `Other`.
            pub(super) fn name(self) -> &'static str {
                match self { $(Tag::$name => $printed,)+ Tag::Other => "" }
            }

            fn known(name: &str) -> Tag {
                match name { $($printed => Tag::$name,)+ _ => Tag::Other }
            }
        }
    };
}

tags! {
    A = "a", Address = "address", Area = "area", Article = "article", Aside = "aside", Audio = "audio", B = "b",
    Base = "base", Blockquote = "blockquote", Body = "body", Br = "br", Button = "button", Canvas = "canvas",
    Caption = "caption", Center = "center", Col = "col", Dd = "dd", Details = "details", Dialog = "dialog", Div = "div",
    Dl = "dl", Dt = "dt", Em = "em", Embed = "embed", Fieldset = "fieldset", Figcaption = "figcaption",
    Figure = "figure", Font = "font", Footer = "footer", Form = "form", H1 = "h1", H2 = "h2", H3 = "h3", H4 = "h4",
    H5 = "h5", H6 = "h6", Head = "head", Header = "header", Hr = "hr", Html = "html", I = "i", Iframe = "iframe",
    Img = "img", Input = "input", Label = "label", Legend = "legend", Li = "li", Link = "link", Main = "main",
    Map = "map", Math = "math", Menu = "menu", Meta = "meta", Nav = "nav", Noembed = "noembed", Noframes = "noframes",
    Noscript = "noscript", Object = "object", Ol = "ol", Optgroup = "optgroup", Option = "option", P = "p",
    Param = "param", Pre = "pre", Script = "script", Section = "section", Select = "select", Small = "small",
    Source = "source", Span = "span", Strong = "strong", Style = "style", Sub = "sub", Summary = "summary", Sup = "sup",
    Svg = "svg", Table = "table", Tbody = "tbody", Td = "td", Template = "template", Textarea = "textarea",
    Tfoot = "tfoot", Th = "th", Thead = "thead", Time = "time", Title = "title", Tr = "tr", Track = "track", U = "u",
    Ul = "ul", Video = "video", Wbr = "wbr", Xmp = "xmp",
}

impl Tag {
    /// The tag of a printed name.
    pub(super) fn of(name: &str) -> Tag {
        let mut lower = [0; 10];
        match lower.get_mut(..name.len()) {
            Some(lower) => {
                lower.copy_from_slice(name.as_bytes());
                lower.make_ascii_lowercase();
                std::str::from_utf8(lower).map_or(Tag::Other, Tag::known)
            }
            None => Tag::Other,
        }
    }

    /// Whether it never has an end tag.
    pub(super) fn is_void(self) -> bool {
        use Tag::*;
        matches!(self, Area | Base | Br | Col | Embed | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr)
    }

    /// Whether it holds no markup.
    pub(super) fn is_raw(self) -> bool {
        use Tag::*;
        matches!(self, Script | Style | Textarea | Title | Xmp | Iframe | Noembed | Noframes)
    }

    /// Whether it begins and ends a block of words.
    pub(super) fn is_block(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Address
                | Article
                | Aside
                | Blockquote
                | Body
                | Caption
                | Center
                | Dd
                | Details
                | Dialog
                | Div
                | Dl
                | Dt
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Form
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Header
                | Hr
                | Html
                | Legend
                | Li
                | Main
                | Menu
                | Nav
                | Ol
                | P
                | Pre
                | Section
                | Summary
                | Table
                | Tbody
                | Tfoot
                | Thead
                | Tr
                | Ul
        )
    }

    /// Whether it is a heading.
    pub(super) fn is_heading(self) -> bool {
        use Tag::*;
        matches!(self, H1 | H2 | H3 | H4 | H5 | H6)
    }

    /// Whether its start tag ends an open paragraph.
    pub(super) fn ends_paragraph(self) -> bool {
        use Tag::*;
        self.is_block() && !matches!(self, Caption | Legend | Tbody | Thead | Tfoot | Tr | Body | Html)
    }

    /// Whether end tags inside do not reach beyond it.
    pub(super) fn is_barrier(self) -> bool {
        use Tag::*;
        matches!(self, Html | Table | Td | Th | Caption | Template | Object)
    }

    /// Whether it only changes how words look.
    pub(super) fn is_inline(self) -> bool {
        use Tag::*;
        matches!(self, A | B | Em | Font | I | Small | Span | Strong | Sub | Sup | Time | U | Label)
    }

    /// Whether its words are no words of the page: code, controls, pictures.
    pub(super) fn is_wordless(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Script
                | Style
                | Template
                | Noscript
                | Svg
                | Math
                | Button
                | Select
                | Option
                | Optgroup
                | Textarea
                | Input
                | Iframe
                | Object
                | Embed
                | Audio
                | Video
                | Canvas
                | Map
                | Noembed
                | Noframes
                | Xmp
                | Dialog
                | Head
                | Title
        )
    }
}

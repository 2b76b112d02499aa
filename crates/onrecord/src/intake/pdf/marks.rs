//! What does a page of a PDF print, and where?
//!
//! The operators of the page's content one after the other, with those of the forms that it draws inside: fonts, places and
//! strings. Everything else is passed over. Nothing recurses deeper than a few forms, and only so many marks are taken of a
//! page.

use super::font::{Font, Fonts};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, String as Bytes};
use hayro_syntax::page::{Page, Resources};
use std::rc::Rc;

/// Forms inside one another beyond this depth are not drawn, nor are more of them on one page.
const DEPTH: usize = 8;
const FORMS: usize = 2_000;
/// More marks of one page are not taken.
const MARKS: usize = 200_000;
/// More states are not saved at the same time.
const SAVED: usize = 500;

/// Some characters in a row, in units of the page, whose origin is its lower left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// What it prints.
    pub text: String,
    /// Where it begins and ends.
    pub x: f32,
    pub end: f32,
    /// Its baseline.
    pub y: f32,
    /// How high the letters are, about.
    pub size: f32,
}

/// `[a b c d e f]` of a transformation.
type Matrix = [f32; 6];

const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `a`, then `b`.
fn then(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

#[derive(Clone)]
struct State {
    place: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    between_letters: f32,
    between_words: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

struct Drawing<'f> {
    fonts: &'f mut Fonts,
    marks: Vec<Mark>,
    forms: usize,
}

/// The marks of a page, in the order in which they are drawn.
pub fn of(page: &Page, fonts: &mut Fonts) -> Vec<Mark> {
    let mut drawing = Drawing { fonts, marks: Vec::new(), forms: 0 };
    let turned = page.initial_transform(false).as_coeffs().map(|number| number as f32);
    let state = State {
        place: turned,
        font: None,
        size: 0.0,
        between_letters: 0.0,
        between_words: 0.0,
        stretch: 1.0,
        leading: 0.0,
        rise: 0.0,
    };
    drawing.draw(page.typed_operations(), page.resources(), state, 0);
    drawing.marks
}

impl Drawing<'_> {
    fn draw(&mut self, mut operations: TypedIter, resources: &Resources, mut state: State, depth: usize) {
        use TypedInstruction as Op;
        let mut saved: Vec<State> = Vec::new();
        let (mut matrix, mut line) = (UNIT, UNIT);
        while let Some(operation) = operations.next() {
            if self.marks.len() >= MARKS {
                return;
            }
            let number = |number: &Number| number.as_f32();
            match &operation {
                Op::SaveState(_) if saved.len() < SAVED => saved.push(state.clone()),
                Op::RestoreState(_) => state = saved.pop().unwrap_or(state),
                Op::Transform(t) => {
                    let own = [&t.0, &t.1, &t.2, &t.3, &t.4, &t.5].map(number);
                    state.place = then(own, state.place);
                }
                Op::BeginText(_) => (matrix, line) = (UNIT, UNIT),
                Op::TextFont(font) => {
                    state.font = resources.get_font(font.0).map(|dict| self.fonts.of(&dict));
                    state.size = number(&font.1);
                }
                Op::CharacterSpacing(space) => state.between_letters = number(&space.0),
                Op::WordSpacing(space) => state.between_words = number(&space.0),
                Op::HorizontalScaling(percent) => state.stretch = number(&percent.0) / 100.0,
                Op::TextLeading(leading) => state.leading = number(&leading.0),
                Op::TextRise(rise) => state.rise = number(&rise.0),
                Op::SetTextMatrix(t) => {
                    line = [&t.0, &t.1, &t.2, &t.3, &t.4, &t.5].map(number);
                    matrix = line;
                }
                Op::NextLine(to) => {
                    line = then([1.0, 0.0, 0.0, 1.0, number(&to.0), number(&to.1)], line);
                    matrix = line;
                }
                Op::NextLineAndSetLeading(to) => {
                    state.leading = -number(&to.1);
                    line = then([1.0, 0.0, 0.0, 1.0, number(&to.0), number(&to.1)], line);
                    matrix = line;
                }
                Op::NextLineUsingLeading(_) => {
                    line = then([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], line);
                    matrix = line;
                }
                Op::ShowText(shown) => self.show(&state, &mut matrix, shown.0),
                Op::NextLineAndShowText(shown) => {
                    line = then([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], line);
                    matrix = line;
                    self.show(&state, &mut matrix, shown.0);
                }
                Op::ShowTextWithParameters(shown) => {
                    state.between_words = number(&shown.0);
                    state.between_letters = number(&shown.1);
                    line = then([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], line);
                    matrix = line;
                    self.show(&state, &mut matrix, shown.2);
                }
                Op::ShowTexts(shown) => {
                    for object in shown.0.iter::<Object>() {
                        match object {
                            Object::String(bytes) => self.show(&state, &mut matrix, &bytes),
                            Object::Number(back) => {
                                let by = -number(&back) / 1000.0 * state.size * state.stretch;
                                matrix = then([1.0, 0.0, 0.0, 1.0, by, 0.0], matrix);
                            }
                            _ => {}
                        }
                    }
                }
                Op::XObject(named) => self.form(named.0, resources, &state, depth),
                _ => {}
            }
        }
    }

    /// Draws what a form holds.
    fn form(&mut self, name: &Name, resources: &Resources, state: &State, depth: usize) {
        self.forms += 1;
        if depth >= DEPTH || self.forms > FORMS {
            return;
        }
        let Some(stream) = resources.get_x_object(name) else { return };
        let dict = stream.dict();
        if dict.get::<Name>("Subtype").is_none_or(|kind| kind.as_str() != "Form") {
            return;
        }
        let Ok(content) = stream.decoded() else { return };
        let mut state = state.clone();
        if let Some(matrix) = dict.get::<Array>("Matrix") {
            let numbers: Vec<f32> = matrix.iter::<Number>().map(|number| number.as_f32()).take(6).collect();
            if let Ok(own) = <Matrix>::try_from(numbers) {
                state.place = then(own, state.place);
            }
        }
        match dict.get::<Dict>("Resources") {
            Some(own) => self.draw(TypedIter::new(&content), &Resources::new(own), state, depth + 1),
            None => self.draw(TypedIter::new(&content), resources, state, depth + 1),
        }
    }

    /// Prints a string and moves on behind it.
    fn show(&mut self, state: &State, matrix: &mut Matrix, bytes: &Bytes) {
        let Some(font) = &state.font else { return };
        let place = |matrix: Matrix| {
            let whole = then(then([1.0, 0.0, 0.0, 1.0, 0.0, state.rise], matrix), state.place);
            (whole, whole[4], whole[5])
        };
        let (whole, x, y) = place(*matrix);
        let mut text = String::new();
        for code in font.read_codes(bytes.as_bytes()) {
            let spaces = state.between_letters + if code.is_space { state.between_words } else { 0.0 };
            let by = (code.width * state.size + spaces) * state.stretch;
            *matrix = then([1.0, 0.0, 0.0, 1.0, by, 0.0], *matrix);
            text += &code.text;
        }
        let (_, end, _) = place(*matrix);
        let size = state.size.abs() * (whole[2].powi(2) + whole[3].powi(2)).sqrt();
        let is_upright = whole[0].abs() >= whole[1].abs();
        let is_sound = [x, y, end, size].iter().all(|number| number.is_finite() && number.abs() < 1e6);
        if is_upright && is_sound && !text.is_empty() && self.marks.len() < MARKS {
            self.marks.push(Mark { text, x, end: end.max(x), y, size });
        }
    }
}

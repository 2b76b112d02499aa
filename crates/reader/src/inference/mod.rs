//! What do the weights say?
//!
//! Runs the trained models of `data/models`. Useful for nothing but numbers: what they mean is decided by the stage that
//! asks.

pub mod encoder;
pub mod perceptron;
pub mod wordpiece;

//! Cases of `cast` over small invented texts.

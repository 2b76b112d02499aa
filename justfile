# Plain cargo commands; they work as well without just.

# Everything that must hold: format, lints, docs, tests.
check:
    .ci/run

# The tests alone.
test:
    cargo test --workspace

# A scorer, for example: just score attribution --documents PATH
score *ARGS:
    cargo run --release -p lab -- score {{ARGS}}

# Fits weights, for example: just train language --data PATH
train *ARGS:
    cargo run --release -p lab -- train {{ARGS}}

# Documents, megabytes and words a second: just bench --data PATH
bench *ARGS:
    cargo run --release -p lab -- time {{ARGS}}

# The pages of a record: just serve --record FILE
serve *ARGS:
    cargo run --release -- serve {{ARGS}}

package dev.holdfast.service.cli;

/// How a result is printed. The JSON is the contract, the rest is for people.
enum OutputFormat {
    TEXT,
    JSON,
    GITHUB
}

package dev.holdfast.schema.json;

/// Something wrong with a document, at a place a person can go to.
///
/// @param source the file's name as the user gave it
/// @param line   from 1; 0 when the problem is the file as a whole
/// @param column from 1; 0 when the problem is the line as a whole
public record Problem(String source, int line, int column, String message) {
    /// A problem of the whole file.
    public static Problem of(String source, String message) {
        return new Problem(source, 0, 0, message);
    }

    /// A problem of a whole line.
    public static Problem ofLine(String source, int line, String message) {
        return new Problem(source, line, 0, message);
    }

    /// `file:line:column: message`, the form editors and terminals make clickable.
    @Override
    public String toString() {
        var place = line == 0 ? source : column == 0 ? source + ":" + line : source + ":" + line + ":" + column;
        return place + ": " + message;
    }
}

package dev.holdfast.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files that say what a report looks like. After a wanted change: `mvn -pl reports -am test -Dgolden=update`, and
/// read the diff.
final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    static void assertSame(String name, String actual) throws IOException {
        var file = FOLDER.resolve(name);
        if ("update".equals(System.getProperty("golden"))) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, actual);
        }
        assertThat(actual).as("%s; -Dgolden=update accepts it", name).isEqualTo(Files.readString(file));
    }
}

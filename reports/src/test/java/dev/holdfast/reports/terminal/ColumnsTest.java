package dev.holdfast.reports.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ColumnsTest {
    @Test
    void countsWhatAScreenShows() {
        assertThat(Columns.width("abc")).isEqualTo(3);
        assertThat(Columns.width("漢字")).isEqualTo(4);
        assertThat(Columns.width("e\u0301")).isEqualTo(1);
        assertThat(Columns.width("−…●┊")).isEqualTo(4);
    }

    @Test
    void fillsUpOrCutsToExactlyTheWidth() {
        assertThat(Columns.fit("abc", 5, "…")).isEqualTo("abc  ");
        assertThat(Columns.fit("abcdef", 5, "…")).isEqualTo("abcd…");
        assertThat(Columns.fit("abcdef", 5, "..")).isEqualTo("abc..");
        assertThat(Columns.fit("漢漢漢", 4, "…")).isEqualTo("漢… ");
    }

    @Test
    void breaksAtSpacesOrWithinAWordThatIsTooLong() {
        assertThat(Columns.wrap("one two three", 7)).containsExactly("one two", "three");
        assertThat(Columns.wrap("x abcdefghij y", 4)).containsExactly("x", "abcd", "efgh", "ij y");
        assertThat(Columns.wrap("", 4)).containsExactly("");
    }
}

package dev.holdfast.service.console.page;

import java.util.Optional;

/// What every page has around it.
///
/// @param section   of the menu that the page belongs to
/// @param formToken what every form of the page carries
public record Frame(String title, Section section, Who who, String formToken, Sources sources) {
    /// The menu.
    public enum Section {
        AGENTS("Agents", "/console/agents"),
        INCIDENTS("Incidents", "/console/incidents"),
        PACTS("Pacts", "/console/pacts"),
        REVIEWS("Reviews", "/console/reviews"),
        ADMIN("Admin", "/console/admin");

        private final String word;
        private final String path;

        Section(String word, String path) {
            this.word = word;
            this.path = path;
        }

        public String word() {
            return word;
        }

        public String path() {
            return path;
        }
    }

    /// Who is looking.
    ///
    /// @param project to which the token is bound
    public record Who(String name, String organisation, Optional<String> project) {}

    /// Where the page's style sheet and script are.
    public record Sources(String style, String script) {}
}

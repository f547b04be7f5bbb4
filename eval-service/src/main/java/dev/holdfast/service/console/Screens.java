package dev.holdfast.service.console;

import dev.holdfast.service.console.page.Frame;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.security.Organisation;
import dev.holdfast.service.security.Organisations;
import dev.holdfast.service.security.Session;
import dev.holdfast.service.store.Project;
import dev.holdfast.service.store.Projects;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.inject.Singleton;
import java.util.Map;

/// Lays pages out.
@Singleton
final class Screens {
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Screens.class.getClassLoader(), Frame.class.getPackageName());

    private final Database database;
    private final Organisations organisations;
    private final Projects projects;
    private final Assets assets;

    Screens(Database database, Organisations organisations, Projects projects, Assets assets) {
        this.database = database;
        this.organisations = organisations;
        this.projects = projects;
        this.assets = assets;
    }

    /// Where a page stands.
    record Place(Frame.Section section, String title) {}

    /// A page in its frame.
    ///
    /// @param template that takes the frame and the page
    String show(Session session, Place place, String template, Object page) {
        var frame = new Frame(place.title(), place.section(), who(session), session.formToken(), assets.sources());
        return render(template, Map.of("frame", frame, "page", page));
    }

    /// A page for somebody who is not signed in, or a part of one.
    String render(String template, Map<String, Object> parameters) {
        var html = new StringOutput();
        TEMPLATES.render(template + ".jte", parameters, html);
        return html.toString();
    }

    Frame.Sources sources() {
        return assets.sources();
    }

    private Frame.Who who(Session session) {
        var principal = session.principal();
        return database.read(
                principal.tenant(),
                _ -> new Frame.Who(
                        principal.name(),
                        organisations.find().map(Organisation::name).orElse(""),
                        principal.project().flatMap(projects::findById).map(Project::name)));
    }
}

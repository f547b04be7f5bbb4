package dev.holdfast.service.console;

import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.refusal.RefusedException.Kind;
import dev.holdfast.service.security.Member;
import dev.holdfast.service.security.Members;
import dev.holdfast.service.security.Role;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.security.Session;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// What members of an organisation are to it.
@Hidden
@Controller("/console/admin/members")
@ExecuteOn(TaskExecutors.BLOCKING)
final class MembersController {
    private static final String ROLE = "role_";

    private final Database database;
    private final Members members;
    private final AuditLog log;

    MembersController(Database database, Members members, AuditLog log) {
        this.database = database;
        this.members = members;
        this.log = log;
    }

    /// Gives other roles, unless somebody else has done so since the page was shown.
    @Post(value = "/{id}/roles", consumes = MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(Scope.MEMBER_WRITE)
    HttpResponse<?> change(Session session, UUID id, @Body Map<String, String> fields) {
        var form = Form.of(session, fields);
        var principal = session.principal();
        var roles = roles(form);
        var version = form.number("version");
        database.write(principal.tenant(), connection -> {
            var member = members.findById(id).orElseThrow(() -> RefusedException.missing("member", id));
            refuseOutdated(member, version);
            var saved = members.update(member.with(kept(member, roles)));
            return log.record(
                    connection,
                    principal.organisation(),
                    principal.actor(),
                    Deed.changed("member", id, member, saved).because(Optional.of(form.reason())));
        });
        return HttpResponse.seeOther(URI.create("/console/admin#members"));
    }

    /// That of the platform is given and taken away elsewhere.
    private static List<Role> roles(Form form) {
        return Arrays.stream(Role.values())
                .filter(role -> role != Role.PLATFORM && form.fields().containsKey(ROLE + role.written()))
                .toList();
    }

    private static List<Role> kept(Member member, List<Role> roles) {
        return member.roles().contains(Role.PLATFORM.written())
                ? Stream.concat(roles.stream(), Stream.of(Role.PLATFORM)).toList()
                : roles;
    }

    private static void refuseOutdated(Member member, int version) {
        if (member.version() != version) {
            throw new RefusedException(
                    Kind.CONFLICT, "changed", "somebody has changed this member meanwhile; look at the page again");
        }
    }
}

package dev.holdfast.service.api;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.audit.log.Registrar;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Stamps.Stamp;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.security.Member;
import dev.holdfast.service.security.Members;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Role;
import dev.holdfast.service.security.Scope;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Members of an organisation.
@Controller("/v1/members")
@ExecuteOn(TaskExecutors.BLOCKING)
final class MemberController {
    private final Database database;
    private final Members members;
    private final Stamps stamps;
    private final AuditLog log;

    MemberController(Database database, Members members, Registrar registrar) {
        this.database = database;
        this.members = members;
        this.stamps = registrar.stamps();
        this.log = registrar.log();
    }

    /// What a member is to be.
    public record Roles(List<Role> roles) {}

    /// What a member is made of.
    public record NewMember(
            String name,
            @Schema(requiredMode = NOT_REQUIRED) Optional<String> subject,
            List<Role> roles) {}

    @Get
    @Secured(Scope.READ)
    Page<Member> list(Principal principal, @QueryValue @Nullable String limit, @QueryValue @Nullable String cursor) {
        var paging = Paging.of("members", limit, cursor);
        return paging.page(
                database.read(principal.tenant(), _ -> members.page(paging.at(), paging.id(), paging.fetch())),
                row -> new Stamp(row.id(), row.createdAt()));
    }

    @Get("/{id}")
    @Secured(Scope.READ)
    HttpResponse<Member> show(Principal principal, UUID id) {
        var member = database.read(principal.tenant(), _ -> find(id));
        return Tag.on(member, member.version());
    }

    /// Gives other roles, from the member's next request on.
    @Put("/{id}/roles")
    @Secured(Scope.MEMBER_WRITE)
    HttpResponse<Member> change(
            Principal principal, UUID id, @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @Body Roles roles) {
        refusePlatform(roles.roles());
        var changed = database.write(principal.tenant(), connection -> {
            var member = find(id);
            Tag.check(ifMatch, member.version());
            var saved = members.update(member.with(roles.roles()));
            log.record(
                    connection, principal.organisation(), principal.actor(), Deed.changed("member", id, member, saved));
            return saved;
        });
        return Tag.on(changed, changed.version());
    }

    private Member find(UUID id) {
        return members.findById(id).orElseThrow(() -> RefusedException.missing("member", id));
    }

    @Post
    @Status(HttpStatus.CREATED)
    @Secured(Scope.MEMBER_WRITE)
    Member create(Principal principal, @Body NewMember member) {
        refusePlatform(member.roles());
        var born = stamps.next();
        var row = new Member(
                principal.organisation(),
                born.id(),
                member.name(),
                member.subject().orElse(null),
                member.roles().stream().map(Role::written).toList(),
                born.at(),
                0);
        return database.write(principal.tenant(), connection -> {
            var saved = members.save(row);
            log.record(
                    connection, principal.organisation(), principal.actor(), Deed.created("member", saved.id(), saved));
            return saved;
        });
    }

    /// Nobody inside an organisation gives away what is beyond it.
    private static void refusePlatform(List<Role> roles) {
        if (roles.stream().anyMatch(Objects::isNull)) {
            throw new RefusedException(
                    RefusedException.Kind.UNFIT, "unfit", "a role is one of those that have a name, and not null");
        }
        if (roles.contains(Role.PLATFORM)) {
            throw new RefusedException(
                    RefusedException.Kind.FORBIDDEN,
                    "platform_role",
                    "the role \"platform\" is only given at the first start");
        }
    }
}

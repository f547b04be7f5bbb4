/// Who is asking, and what may they do?
///
/// In: a bearer token. Out: a [Principal], which a route takes as a parameter, with the scopes that `@Secured` asks
/// for.
/// Start at [ServiceTokens]. Roles belong to members; a token acts for a member and can only narrow what the member
/// may.
/// Every route names one [Scope]; what a role may do is told in [Role] and nowhere else. Which rows somebody sees is
/// not
/// decided here but by the database.
@NullMarked
package dev.holdfast.service.security;

import org.jspecify.annotations.NullMarked;

/// How do people look at the service with a browser, and act?
///
/// In: requests of a browser that is signed in. Out: HTML. Start at [AgentsController]; there is one controller a page,
/// which reads what the page needs inside the tenant's transaction, makes the page's record in
/// [dev.holdfast.service.console.page], and has [Screens] lay it out. A change is made by the very services that the
/// API
/// calls, and only with a [Form], which no other site can have filled in. Nothing is decided here.
@NullMarked
package dev.holdfast.service.console;

import org.jspecify.annotations.NullMarked;

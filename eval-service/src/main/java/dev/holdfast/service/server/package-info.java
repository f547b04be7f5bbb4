/// How does the service start, and how does it stop?
///
/// In: [Settings]. Out: a running [Server]: the database is open and up to date, HTTP answers, and closing it lets
/// what is under way end. Start at [Server]. This is where the service is wired; the beans themselves live in the
/// packages that they belong to.
@NullMarked
package dev.holdfast.service.server;

import org.jspecify.annotations.NullMarked;

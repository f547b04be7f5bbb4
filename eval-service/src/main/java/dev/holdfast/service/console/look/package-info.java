/// What does a page of the console have to know, in as few looks at the database as it takes?
///
/// In: the connection of a tenant's transaction. Out: records of rows from several tables. Start at
/// [dev.holdfast.service.console.look.Fleet]. It only reads. Rows of one table come from the packages that keep them.
@NullMarked
package dev.holdfast.service.console.look;

import org.jspecify.annotations.NullMarked;

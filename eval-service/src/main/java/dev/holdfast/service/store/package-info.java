/// What does an organisation keep: projects, agents, pacts, runs, baselines, evaluations?
///
/// In: rows to keep. Out: rows of the tenant whose transaction it is. A record is a row, a repository its table; start
/// at
/// [Projects]. Every call is made inside [dev.holdfast.service.database.Database]; outside of it, tables look empty.
@NullMarked
package dev.holdfast.service.store;

import org.jspecify.annotations.NullMarked;

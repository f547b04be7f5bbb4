/// What stands on the pages of the console?
///
/// In: rows and documents. Out: records of ready words and places, which the templates in `src/main/jte` only lay out;
/// they
/// are compiled into this package. Start at [Frame]. Text that an agent wrote passes
/// [dev.holdfast.reports.reading.Visible] here, and the templates escape it; no markup is made by hand.
@NullMarked
package dev.holdfast.service.console.page;

import org.jspecify.annotations.NullMarked;

/// What stands on the page of an evaluation, and where on its plots?
///
/// In: an evaluation whose texts are visible already. Out: a [dev.holdfast.reports.page.Page] of ready words and
/// positions, which the templates in `src/main/jte` only lay out; they are compiled into this package. Start at
/// [dev.holdfast.reports.page.Page]. No markup is made by hand here, and no style but that of `page.css`.
@NullMarked
package dev.holdfast.reports.page;

import org.jspecify.annotations.NullMarked;

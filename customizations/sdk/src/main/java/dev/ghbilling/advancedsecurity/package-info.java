/**
 * The committers who use a license of GitHub Advanced Security, by repository.
 *
 * <p>Enter through {@link dev.ghbilling.advancedsecurity.AdvancedSecurity}; a list that is read
 * page by page leaves. A list that ends before its announced total is an exception, never a short
 * list.
 */
@NullMarked
package dev.ghbilling.advancedsecurity;

import org.jspecify.annotations.NullMarked;

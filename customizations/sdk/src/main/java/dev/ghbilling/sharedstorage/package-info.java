/** Storage shared by GitHub Actions and GitHub Packages. */
@NullMarked
package dev.ghbilling.sharedstorage;

import org.jspecify.annotations.NullMarked;

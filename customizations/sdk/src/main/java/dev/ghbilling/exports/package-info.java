/** Usage reports that GitHub prepares for download, and the rows in them. */
@NullMarked
package dev.ghbilling.exports;

import org.jspecify.annotations.NullMarked;

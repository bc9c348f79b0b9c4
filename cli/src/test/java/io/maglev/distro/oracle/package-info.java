/** What the tests share to read rows recorded from Go and Helm. Test scope; any library. */
@NullMarked
package io.maglev.distro.oracle;

import org.jspecify.annotations.NullMarked;

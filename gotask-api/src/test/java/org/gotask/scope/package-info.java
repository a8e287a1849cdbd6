/** Tests of scopes. */
@NullMarked
package org.gotask.scope;

import org.jspecify.annotations.NullMarked;

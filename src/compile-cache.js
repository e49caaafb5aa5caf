/**
 * Loaded before the program by `npm start`: code that was compiled once need not be compiled again, and the part of Node that
 * strips types, 17 MB, is not loaded for code that is in the cache. JavaScript, or it would load that part itself.
 */

import { enableCompileCache } from 'node:module'

enableCompileCache()

/** Imported first: the page's content security policy forbids code made at run time, which zod would try. */
import * as z from 'zod/mini';

z.config({ jitless: true });

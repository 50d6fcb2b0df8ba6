/** A string in a `json` body, as JSON, that is filled up to its size; never the name of a member. */
export const FILL = /"\$(text|records)"(?!:)/;

/** A pattern of more nodes than this is refused. */
export const mostPatternNodes = 500;

/** Blanks, controls, combining marks, what Unicode lets fonts leave out (zero width, fillers, selectors), and the empty Braille cell. */
const UNSEEN = String.raw`[\s\p{Z}\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\u2800]`;
const SHOWS = new RegExp(`(?!${UNSEEN}).`, 'su');

/** Whether a text shows anything at all: a name of zero-width characters looks like no name, or like another one's. */
export const isVisible = (text: string): boolean => SHOWS.test(text);

/** What is said of a text that shows nothing. */
export const SHOWS_NOTHING = 'has no visible character';

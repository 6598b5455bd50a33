/** The media type of all JSON that is no problem document. */
export const JSON_TYPE = 'application/json; charset=utf-8';

/** A media type without its parameters, such as a charset, by which types are compared and written in documentation. */
export const removeParameters = (mediaType: string): string => mediaType.split(';')[0] ?? mediaType;

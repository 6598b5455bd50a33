/** A media type without its parameters, such as a charset, by which types are compared and written in documentation. */
export const removeParameters = (mediaType: string): string => mediaType.split(';')[0] ?? mediaType;

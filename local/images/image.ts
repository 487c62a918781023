/** An image that the local cluster can import. */
export interface Image {
    /** Its full names with tags; the first is the one that pods use. */
    references: string[];
    /** A docker-archive; a changed image is a changed path. */
    archive: string;
}

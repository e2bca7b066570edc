/** The role that our processes log in as and the database it owns; the superuser cannot log in at all. */
export const DATABASE_ROLE = 'tongban';

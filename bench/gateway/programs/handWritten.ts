/** What programs that know the three operations by heart ask the subgraphs. */
export const HAND_WRITTEN = {
  notice: 'query($id:ID!){notice(id:$id){id title issuedAt paragraphs{number heading text} tags}}',
  person: 'query($id:ID!){person(id:$id){id kind name number records{jurisdiction personId}}}',
  persons: 'query($ids:[ID!]!){persons(ids:$ids){id kind name number records{jurisdiction personId}}}',
  records:
    'query($representations:[_Any!]!){_entities(representations:$representations){...on Record{asOf office{name address phone} entries{scheme state since employer base months remark}}}}',
} as const;

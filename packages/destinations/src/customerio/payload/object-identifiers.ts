/** Which object an item is about; the first object type a workspace creates is 1, which most have only. */
export const objectIdentifiers = (
  objectId: string,
  objectTypeId: string | undefined
): { readonly object_type_id: string; readonly object_id: string } => ({
  object_type_id: objectTypeId || '1',
  object_id: objectId
})

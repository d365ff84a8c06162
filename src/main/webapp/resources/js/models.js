// The dialog that asks before a model is removed: opened when the server has put its question there.
(() => {
  const dialog = () => PF('leaving');

  Blackfish.askToRemove = () => {
    if (document.querySelector('#models\\:leaving p')) dialog().show();
  };

  Blackfish.removed = () => dialog().hide();
})();

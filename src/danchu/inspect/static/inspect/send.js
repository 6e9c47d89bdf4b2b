// Help on a telephone, none of it needed: the position, only when asked for; smaller photographs on a slow line.
(() => {
  const place = document.getElementById("id_place");
  const spot = ["latitude", "longitude"].map((name) => document.querySelector(`input[name=${name}]`));
  if (place && spot.every(Boolean) && navigator.geolocation && isSecureContext) { offerPosition(); }
  for (const input of document.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => shrink(input));
  }
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.going) { event.preventDefault(); }
      form.dataset.going = "1";
      setTimeout(() => { delete form.dataset.going; }, 8000);  // a line that broke: it may be pressed again
    });
  }

  function offerPosition() {
    const button = document.createElement("button");
    const told = document.createElement("p");
    button.type = "button";
    told.className = "meta";
    told.setAttribute("role", "status");
    place.after(button, told);
    show(spot[0].value ? "Đã có vị trí." : "");
    button.addEventListener("click", () => {
      if (spot[0].value) {
        for (const each of spot) { each.value = ""; }
        show("Đã bỏ vị trí.");
        return;
      }
      told.textContent = "Đang lấy vị trí…";
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        spot[0].value = coords.latitude.toFixed(6);
        spot[1].value = coords.longitude.toFixed(6);
        show(`Đã lấy vị trí, sai số khoảng ${Math.round(coords.accuracy)} m.`);
      }, () => show("Chưa lấy được vị trí. Hãy cho phép trong trình duyệt, hoặc ghi địa chỉ ở trên."), { enableHighAccuracy: true, timeout: 15000 });
    });

    function show(words) {
      button.textContent = spot[0].value ? "Bỏ vị trí" : "Dùng vị trí của tôi";
      told.textContent = words;
    }
  }

  async function shrink(input) {
    const files = await Promise.all([...input.files].map(smaller));
    const kept = new DataTransfer();
    for (const each of files) { kept.items.add(each); }
    input.files = kept.files;
  }

  async function smaller(file) {
    const longest = 2000;
    if (file.size < 1_000_000 || !/^image\/(jpeg|png|webp)$/.test(file.type)) { return file; }
    try {
      const picture = await createImageBitmap(file);
      const part = Math.min(1, longest / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * part);
      canvas.height = Math.round(picture.height * part);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
      return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" }) : file;
    } catch {
      return file;  // the server says what is wrong with it
    }
  }
})();
